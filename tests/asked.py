"""Which modules of the portal asked the database in this run.

With ``--everything-asked`` the run fails where a module that asks the database was not seen doing so: every rule
and every query must run on PostgreSQL too, although not every test does.
"""

import ast
import os
import sys
from typing import Any

import pytest
from sqlalchemy import Engine, event

from portal.core.config import ROOT

_PORTAL = str(ROOT / "portal") + os.sep
_OUTPUT = "asked"
#: What asks the database when it is called on a session.
_ASKING = {"execute", "scalar", "scalars", "get", "get_one", "query"}
_SESSIONS = {"session", "db.session", "db.session()"}
#: Neither rules nor queries: what makes the demo year, which loads on SQLite in tests/demo, and the migrations.
_LEFT_OUT = ("demo", "migrations")

_asked: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "fail where a module of the portal that asks the database did not do so in this run"
    parser.addoption("--everything-asked", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--everything-asked"):
        event.listen(Engine, "before_cursor_execute", _note)


def _note(*_statement: Any) -> None:
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_filename.startswith(_PORTAL):
            _asked.add(frame.f_code.co_filename.removeprefix(_PORTAL))


def asking() -> set[str]:
    """The modules that call a session to ask it something, as paths within ``portal``."""
    found = set()
    for path in (ROOT / "portal").rglob("*.py"):
        inside = path.relative_to(ROOT / "portal")
        if inside.parts[0] in _LEFT_OUT:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in _ASKING
                and ast.unparse(node.func.value) in _SESSIONS
            ):
                found.add(str(inside))
    return found


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker of pytest-xdist has seen."""
    _asked.update(getattr(node, "workeroutput", {}).get(_OUTPUT, ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[_OUTPUT] = sorted(_asked)
    elif session.config.getoption("--everything-asked") and asking() - _asked:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("--everything-asked"):
        for module in sorted(asking() - _asked):
            terminalreporter.write_line(f"portal/{module} asked the database nothing: no test of it ran", red=True)
