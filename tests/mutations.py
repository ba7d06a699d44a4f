"""What can be changed in a module so that a test should notice: each mutation is its tree with one change."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
#: Words for people are checked by other tests, and types by mypy.
_LEFT_ALONE = {"_", "_p", "_g", "gettext", "lazy_gettext", "ngettext", "cast", "TypeVar"}


@dataclass
class Mutation:
    """One change of a module: where it is and what it does."""

    line: int
    words: str
    #: The line is executed when a function is called, not when the module is imported.
    inside: bool
    source: str
    #: Which node of the source is changed, and which of its changes this is.
    number: int
    choice: int

    @property
    def tree(self) -> ast.Module:
        """The whole module with this change; made when it is asked for, since that takes a while."""
        tree = ast.parse(self.source)
        _mutate(list(_nodes(tree, inside=False))[self.number][0], self.choice)
        return ast.fix_missing_locations(tree)


def mutations(source: str) -> Iterator[Mutation]:
    """Every mutation of a module, in the order of its lines."""
    tree = ast.parse(source)
    for number, (node, inside) in enumerate(list(_nodes(tree, inside=False))):
        for choice in range(_choices(node)):
            twin = copy.deepcopy(node)
            if _mutate(twin, choice):
                words = f"{_first_line(node)}  ->  {_first_line(twin)}"
                yield Mutation(getattr(node, "lineno", 0), words, inside, source, number, choice)


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0][:100]


def _nodes(node: ast.AST, *, inside: bool) -> Iterator[tuple[ast.AST, bool]]:
    """The nodes that may be changed, without annotations, docstrings, imports and words for people."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.Import, ast.ImportFrom, ast.JoinedStr)):
                continue
            if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in _LEFT_ALONE:
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            within = inside or (isinstance(node, (ast.FunctionDef, ast.Lambda)) and name == "body")
            yield child, within
            yield from _nodes(child, inside=within)


def _choices(node: ast.AST) -> int:
    """How many ways there are to change a node itself."""
    if isinstance(node, ast.Compare):
        return len(node.ops)
    if isinstance(node, ast.Call):
        return len(node.keywords)
    if isinstance(node, ast.Dict):
        return len(node.keys)
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        loaded = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        return len(node.elts) if loaded and len(node.elts) > 1 else 0
    return 1


def _mutate(node: ast.AST, choice: int) -> bool:
    """Change a node in place; whether there was something to change."""
    match node:
        case ast.Compare() if type(node.ops[choice]) in _SWAPPED:
            node.ops[choice] = _SWAPPED[type(node.ops[choice])]()
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(node.op) in _SWAPPED:
            node.op = _SWAPPED[type(node.op)]()
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(node.test, ast.Compare):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int()):
            node.value += 1
        case ast.Call():
            del node.keywords[choice]
        case ast.Dict():
            del node.keys[choice], node.values[choice]
        case ast.Tuple() | ast.List() | ast.Set():
            del node.elts[choice]
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.Assign() | ast.AugAssign():
            node.__class__ = ast.Pass
            node._fields = ()
        case _:
            return False
    return True
