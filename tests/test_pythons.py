"""Make finds the newest Python that runs, also where a name on the path does nothing but print an error."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.core.config import ROOT

TOOLS = ("sh", "sort", "awk", "make", "head", "cut", "echo", "test", "nproc")
SHIM = "echo 'pyenv: python: command not found' >&2; exit 127"

Run = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of programs, with a space in its name."""
    made = tmp_path / "of programs"
    made.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (made / tool).symlink_to(found)
    return made


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """What a command says that finds no other programs than those of the folder, and pyenv in ``pyenv``."""

    def run(*command: str, **more: str) -> str:
        environment = {"PATH": f"{tmp_path / 'missing'}:{folder}", "PYENV_ROOT": str(tmp_path / "pyenv"), **more}
        return subprocess.run(
            [str(folder / command[0]), *command[1:]],
            cwd=ROOT,
            env=environment,
            text=True,
            check=True,
            capture_output=True,
        ).stdout

    return run


def python(path: Path, does: str) -> Path:
    """A program in place of Python."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{shutil.which('sh')}\n{does}\n")
    path.chmod(0o755)
    return path


def says(version: str, path: Path) -> Path:
    """A program that answers as Python of this version does."""
    return python(path, f'echo "{version} $0"')


def test_the_newest_that_runs_comes_first_and_a_shim_does_not_count(folder: Path, run: Run) -> None:
    python(folder / "python3.14", SHIM)
    python(folder / "python3.13", SHIM)
    newest, older = says("3.12", folder / "python3.12"), says("3.11", folder / "python3.11")
    says("3.11", folder / "python3")
    assert run("sh", "tests/pythons") == f"3.12 {newest}\n3.11 {older}\n"


def test_a_name_without_a_version_counts_by_what_it_is(folder: Path, run: Run) -> None:
    newest, older = says("3.20", folder / "python3"), says("3.9999", folder / "python3.11")
    assert run("sh", "tests/pythons") == f"3.9999 {older}\n3.20 {newest}\n"


@pytest.mark.slow
def test_a_real_python_of_this_version_is_found_and_one_without_what_makes_an_environment_is_not(
    folder: Path, run: Run
) -> None:
    (folder / "python3").symlink_to(sys.executable)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert run("sh", "tests/pythons").startswith(f"{version} ")
    (folder / "python3").unlink()
    python(folder / "python3", f"exec {sys.executable} -c \"import sys; sys.modules['ensurepip'] = None\n$2\"")
    assert run("sh", "tests/pythons") == ""


def test_those_of_pyenv_are_found_where_all_are_asked_for(folder: Path, run: Run, tmp_path: Path) -> None:
    there = says("3.12", folder / "python3.12")
    newer = says("3.13", tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python")
    says("3.12", tmp_path / "pyenv" / "versions" / "3.12.1" / "bin" / "python")
    assert run("sh", "tests/pythons") == f"3.12 {there}\n"
    assert run("sh", "tests/pythons", "--all") == f"3.13 {newer}\n3.12 {there}\n"


def test_make_takes_the_newest_unless_it_is_told_which(folder: Path, run: Run) -> None:
    python(folder / "python3.13", SHIM)
    newest = says("3.12", folder / "python3.12")
    shown = ("make", "--no-print-directory", "--eval", "shown: ; @echo '$(PYTHON)'", "shown")
    assert run(*shown) == f"{newest}\n"
    assert run(*shown, "PYTHON=python3.11") == "python3.11\n"
    assert run(*shown, PYTHON="python3.11") == "python3.11\n"


def test_make_says_what_is_missing_where_no_python_runs(folder: Path, run: Run, tmp_path: Path) -> None:
    python(folder / "python3", SHIM)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run("make", f"VENV={tmp_path / 'venv'}", f"{tmp_path / 'venv'}/run")
    assert "No Python from 3.11 on runs here.\n" in refused.value.stderr
    assert not (tmp_path / "venv").exists()
