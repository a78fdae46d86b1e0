"""`make check` says when the lock is not what pyproject.toml asks for."""

from __future__ import annotations

from deploy.setup.lock_check import ROOT, problems

PYPROJECT = '[project]\ndependencies = ["one>=2,<3"]\n[project.optional-dependencies]\ndev = ["Two_x>=1"]\n'
BUILD = "# with\nbuilder>=77\n"
RUNTIME = "one==2.5 \\\n    --hash=sha256:00\nbuilder==80.1\n"
DEV = RUNTIME + "two-x==1.0\n"


def test_the_lock_here_is_what_the_project_asks_for() -> None:
    lock = ROOT / "deploy" / "lock"
    files = [ROOT / "pyproject.toml", *(lock / name for name in ("build.in", "runtime.txt", "dev.txt"))]
    first, second, third, fourth = (file.read_text("utf-8") for file in files)
    assert [*problems(first, second, third, fourth)] == []


def test_a_lock_that_meets_everything_has_no_problem() -> None:
    assert [*problems(PYPROJECT, BUILD, RUNTIME, DEV)] == []


def test_what_is_not_pinned_or_too_old_or_differs_is_named() -> None:
    newer = PYPROJECT.replace("one>=2,<3", "one>=2.6,<3")
    (found,) = problems(newer, BUILD, RUNTIME, DEV)
    assert found == "runtime.txt: one<3,>=2.6 is asked for, 2.5 is pinned; make lock pins it"
    (found,) = problems(PYPROJECT, BUILD, RUNTIME, RUNTIME)
    assert found.startswith("dev.txt: Two_x>=1 is asked for, nothing is pinned")
    (found,) = problems(PYPROJECT, BUILD + "another\n", RUNTIME, DEV)
    assert "another is asked for" in found
    (found,) = problems(PYPROJECT, BUILD, RUNTIME, DEV.replace("2.5", "2.4"))
    assert found == "dev.txt: one is 2.4, runtime.txt has 2.5"
