"""Mutation tests: each change of a rule or form must turn a test red. Run by ``make mutants``.

    python -m tests.mutants [--sample N] [--seed N] [--seconds N] [--quick] [GROUP...]

One process for each group collects and warms the tests. A first run notes which lines of the modules each test
walks. Then each mutation gets a fork of that process, where it is written into the functions, classes and names
that are loaded already, and the tests that walk its line run until one fails. Needs ``sys.monitoring`` (3.12).
"""

import argparse
import ast
import importlib
import inspect
import os
import random
import re
import subprocess
import sys
import time
import types
from datetime import timedelta
from enum import EnumType
from pathlib import Path
from typing import Any

import pytest
from werkzeug.local import LocalProxy

from tests.mutations import Mutation, mutations

_TOOL = 4
_Trees = list[tuple[types.ModuleType, ast.Module]]
_ROUND = "tests/sweeps/test_round_trips.py::test_every_editing_form_keeps_what_was_written[{}]"
#: Tries what the fields of every form take; no line of a form's module is executed for it.
_LIMITS = "tests/test_form_limits.py"
_FORMS = {
    "accounts": "me members",
    "attendance": "attendance",
    "contacts": "contacts journal",
    "course": "course",
    "enquiries": "matching",
    "helping": "helping",
    "money": "money",
    "network": "network notices",
    "offers": "offers",
    "posters": "posters",
    "reports": "",
    "stories": "stories lines",
    "wording": "wording",
}
_MORE_FORMS = {"contacts": ["journal_forms"], "reports": ["period_forms"]}
#: The modules that are mutated together, and the tests that should notice.
GROUPS: dict[str, tuple[list[str], list[str]]] = {
    "fields": (
        ["portal.core.fields", "portal.core.forms", "portal.core.time_fields"],
        ["tests/test_fields.py", "tests/test_time_fields.py", "tests/signups/test_form.py", "tests/offers"],
    ),
    "signups": (
        [
            f"portal.signups.{name}"
            for name in ("forms", "rules", "parties", "event_changes", "event_plans", "joining", "tickets")
        ],
        [
            "tests/signups",
            "tests/planning/test_rules.py",
            "tests/planning/test_series.py",
            "tests/helping/test_taking.py",
            _ROUND.format("signups"),
            _ROUND.format("lists"),
        ],
    ),
    "events": (
        ["portal.events.rules", "portal.events.texts", "portal.events.availability"],
        [
            "tests/events",
            "tests/planning",
            "tests/network/test_nothing_leaves.py",
            "tests/wording/test_series_words.py",
            "tests/wording/test_translating.py",
            "tests/offers/test_words.py",
        ],
    ),
    "planning": (
        [f"portal.planning.{name}" for name in ("forms", "series_forms", "drafts", "copies")],
        [
            "tests/planning",
            "tests/wording/test_series_words.py",
            "tests/helping/test_evening.py",
            _ROUND.format("planning"),
        ],
    ),
    **{
        package: (
            [
                f"portal.{package}.{name}"
                for name in ["forms", *_MORE_FORMS.get(package, [])]
                if package != "reports"
            ]
            or [f"portal.reports.{name}" for name in _MORE_FORMS["reports"]],
            [f"tests/{package}", *(_ROUND.format(blueprint) for blueprint in blueprints.split())],
        )
        for package, blueprints in _FORMS.items()
    },
}


class Mutants:
    """A pytest plugin that runs the mutations instead of the tests."""

    def __init__(self, modules: list[str], sample: int, seed: int, seconds: float, *, quick: bool) -> None:
        self.modules = {name: importlib.import_module(name) for name in modules}
        self.files = {str(module.__file__): name for name, module in self.modules.items()}
        self.sample, self.seed, self.seconds = sample, seed, seconds
        self.walked: dict[tuple[str, int], list[Any]] = {}
        self.took: dict[str, float] = {}
        self.survived: list[str] = []
        self.ran, self.quick = 0, quick

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out the slow tests where that is asked, but no round trip of a form."""
        if self.quick:
            rounds = _ROUND.partition("[")[0]
            items[:] = [
                item for item in items if item.nodeid.startswith(rounds) or not item.get_closest_marker("slow")
            ]

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run every test once, then the mutations."""
        monitoring = sys.monitoring
        monitoring.use_tool_id(_TOOL, "mutants")
        monitoring.register_callback(_TOOL, monitoring.events.LINE, self._line)
        for code in {code for module in self.modules.values() for code in _codes_of(module)}:
            monitoring.set_local_events(_TOOL, code, monitoring.events.LINE)
        for item, following in _pairs(session.items, session.items[0]):
            self.item, began = item, time.process_time()
            monitoring.restart_events()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.took[item.nodeid] = time.process_time() - began
        monitoring.free_tool_id(_TOOL)
        if session.testsfailed:
            raise session.Failed("the tests are red without any mutation")
        self._run_mutations(session)
        return True

    def _line(self, code: types.CodeType, line: int) -> Any:
        items = self.walked.setdefault((code.co_filename, line), [])
        if not items or items[-1] is not self.item:
            items.append(self.item)
        return sys.monitoring.DISABLE

    def _run_mutations(self, session: Any) -> None:
        chosen = [
            (name, one)
            for name, module in self.modules.items()
            for one in mutations(Path(str(module.__file__)).read_text(encoding="utf-8"))
        ]
        there = len(chosen)
        if self.sample and self.sample < there:
            chosen = random.Random(self.seed).sample(chosen, self.sample)
        trees = [(module, ast.parse(Path(str(module.__file__)).read_text())) for module in self.modules.values()]
        if not self._passes(session, session.items, trees, tell=True):
            raise session.Failed("the tests are red in a fork where nothing is changed")
        until = time.monotonic() + self.seconds
        for name, one in chosen:
            if time.monotonic() > until:
                break
            self.ran += 1
            if self._survives(session, name, one):
                self.survived.append(f"{name}:{one.line}: {one.words}")
                print(f"\nsurvived {self.survived[-1]}", flush=True)
        alive, share = len(self.survived), 100 * len(self.survived) / max(1, self.ran)
        print(f"\n{self.ran} of {there} mutations (seed {self.seed}), {alive} survived: {share:.1f} %")

    def _survives(self, session: Any, name: str, one: Mutation) -> bool:
        """Whether no test that walks its line fails."""
        file = str(self.modules[name].__file__)
        items = self.walked.get((file, one.line), [])
        if not one.inside or not items:
            items = [item for (path, _line), some in self.walked.items() if path == file for item in some]
        if not one.inside:
            items = [*items, *(item for item in session.items if item.nodeid.startswith(_LIMITS))]
        items = sorted(dict.fromkeys(items), key=lambda item: self.took[item.nodeid]) or session.items
        return self._passes(session, items, [(self.modules[name], one.tree)], tell=False)

    def _passes(self, session: Any, items: list[Any], trees: _Trees, *, tell: bool) -> bool:
        """Whether some tests pass in a fork with other modules; one that hangs is stopped, and has failed."""
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os._exit(_fails(session, items, trees, tell=tell))
        limit = time.monotonic() + 30 + 5 * sum(self.took[item.nodeid] for item in items)
        while time.monotonic() < limit:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status == 0
            time.sleep(0.005)
        os.kill(child, 9)
        os.waitpid(child, 0)
        return False


def _fails(session: Any, items: list[Any], trees: _Trees, *, tell: bool) -> int:
    """In the fork: mutate, and run the tests until one fails."""
    try:
        for module, tree in trees:
            apply(module, tree)
    except Exception as error:  # such a module cannot even be imported
        if tell:
            print(f"not written: {error!r}", file=sys.__stderr__, flush=True)
        return 1
    session._setupstate.teardown_exact(items[0])
    for item, following in _pairs(items, session.items[0]):
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except BaseException:
            return 1
        if session.testsfailed:
            if tell:
                print(f"red without a change: {item.nodeid}", file=sys.__stderr__, flush=True)
            return 1
    return 0


def apply(module: types.ModuleType, tree: ast.Module) -> None:
    """Make a loaded module what its mutated source says, for all who have imported from it."""
    mutated = types.ModuleType(module.__name__)
    mutated.__file__, mutated.__package__ = module.__file__, module.__package__
    exec(compile(tree, str(module.__file__), "exec"), mutated.__dict__)
    for name in [name for name in vars(module) if not name.startswith("__") and name not in vars(mutated)]:
        delattr(module, name)
    for name, new in vars(mutated).items():
        old = vars(module).get(name)
        if name.startswith("__") or inspect.ismodule(new) or getattr(new, "__module__", "") != module.__name__:
            if type(old) is type(new) and not name.startswith("__") and isinstance(old, _PLAIN) and old != new:
                _replace(name, old, new)
        elif isinstance(new, EnumType):
            if [*old.__members__] != [*new.__members__]:
                raise AttributeError(name)
        elif isinstance(new, type):
            _rewrite_class(old, new, module.__name__)
        elif isinstance(new, types.FunctionType):
            _rewrite(old, new)


_PLAIN = (int, str, tuple, list, dict, set, frozenset, float, timedelta, re.Pattern)


def _replace(name: str, old: Any, new: Any) -> None:
    for loaded in list(sys.modules.values()):
        space = getattr(loaded, "__dict__", {})
        if getattr(loaded, "__name__", "").startswith("portal") and space.get(name) is old:
            space[name] = new


def _rewrite_class(old: Any, new: type, module: str) -> None:
    for name in vars(old).keys() - vars(new).keys():
        if not name.startswith("_"):
            delattr(old, name)
    for name, value in vars(new).items():
        before = vars(old).get(name)
        if isinstance(value, types.FunctionType):
            setattr(old, name, _rewrite(before, value))
        elif isinstance(value, (classmethod, staticmethod)):
            setattr(old, name, type(value)(_rewrite(before.__func__, value.__func__)))
        elif isinstance(value, property):
            setattr(old, name, property(_rewrite(before.fget, value.fget)))
        elif isinstance(value, type) and value.__module__ == module:
            _rewrite_class(before, value, module)
        elif not name.startswith("_") and not hasattr(value, "__set__"):
            setattr(old, name, value)
    for one in [old, *_below(old)]:
        if hasattr(one, "_unbound_fields"):
            type.__setattr__(one, "_unbound_fields", None)


def _below(one: type) -> list[type]:
    return [more for sub in type.__subclasses__(one) for more in (sub, *_below(sub))]


def _rewrite(old: Any, new: Any) -> Any:
    """Write a function anew for all who hold it; where it no longer closes over the same names, a new function."""
    old_inner, new_inner = inspect.unwrap(old), inspect.unwrap(new)
    if old_inner.__code__.co_freevars != new_inner.__code__.co_freevars:
        cells = dict(zip(old_inner.__code__.co_freevars, old_inner.__closure__ or (), strict=True))
        more = zip(new_inner.__code__.co_freevars, new_inner.__closure__ or (), strict=True)
        closure = tuple(cells.get(name, cell) for name, cell in more)
        made = types.FunctionType(new_inner.__code__, old_inner.__globals__, old.__name__, None, closure)
        made.__defaults__, made.__kwdefaults__ = new_inner.__defaults__, new_inner.__kwdefaults__
        return made
    old_inner.__code__ = new_inner.__code__
    old_inner.__defaults__, old_inner.__kwdefaults__ = new_inner.__defaults__, new_inner.__kwdefaults__
    return old


def _codes_of(module: types.ModuleType) -> list[types.CodeType]:
    """Every code object that a module's source makes, as it is loaded."""
    found: list[types.CodeType] = []

    def add(one: Any) -> None:
        function = inspect.unwrap(getattr(one, "fget", None) or getattr(one, "__func__", None) or one)
        if isinstance(function, types.FunctionType) and function.__code__.co_filename == module.__file__:
            waiting = [function.__code__]
            while waiting:
                code = waiting.pop()
                found.append(code)
                waiting += [const for const in code.co_consts if isinstance(const, types.CodeType)]

    for one in list(vars(module).values()):
        add(one) if callable(one) and not isinstance(one, LocalProxy) else None
        if isinstance(one, type) and one.__module__ == module.__name__:
            for inner in list(vars(one).values()):
                add(inner)
    return found


def _pairs(items: list[Any], last: Any) -> Any:
    """Each item and the next one; ``last`` follows the last one, so that what the session holds stays open."""
    return zip(items, [*items[1:], last], strict=True)


def main() -> int:
    """Run the groups that were asked for; 1 where more than one mutation in twenty survived in any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=60, help="so many mutations of a group, drawn; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop a group after so long")
    parser.add_argument("--quick", action="store_true", help="leave out the slow tests but for the round trips")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}")
    asked = parser.parse_args()
    if len(asked.groups) != 1:  # a process for each: its tests are collected and warmed once
        options = ["--sample", str(asked.sample), "--seed", str(asked.seed), "--seconds", str(asked.seconds)]
        options += ["--quick"] if asked.quick else []
        runs = [
            subprocess.run([sys.executable, "-m", "tests.mutants", *options, group], check=False).returncode
            for group in asked.groups or GROUPS
        ]
        return max(runs)
    modules, tests = GROUPS[asked.groups[0]]
    mutants = Mutants(modules, asked.sample, asked.seed, asked.seconds, quick=asked.quick)
    # Without -x: at a failure it would end what the session holds, such as the database, which all forks share.
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-m", "not storm and not browser"]
    failed = pytest.main([*options, *tests, _LIMITS], plugins=[mutants])
    return 1 if failed or len(mutants.survived) * 20 > mutants.ran else 0


if __name__ == "__main__":
    sys.exit(main())
