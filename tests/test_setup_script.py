"""What somebody reads whose machine lacks something, before anything is installed."""

import subprocess
import sys

import pytest

from scripts import demo, setup

from .processes import ROOT


def test_a_machine_with_everything_lacks_nothing() -> None:
    assert setup.missing() is None


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert "3.11 or newer" in str(setup.missing())


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_debians_package_is_named_when_venv_is_missing(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert "apt install python3-venv" in str(setup.missing())


def test_the_list_of_packages_is_pyprojects() -> None:
    runtime, dev = setup.requirements(dev=False), setup.requirements(dev=True)
    assert any(name.startswith("django>=") for name in runtime)
    assert dev[: len(runtime)] == runtime
    assert any(name.startswith("pytest>=") for name in dev)
    assert not any(name.startswith("pytest>=") for name in runtime)


def test_make_says_so_when_it_finds_no_python() -> None:
    command = ["make", "demo", "PYTHON="]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stdout


def test_the_demonstration_takes_nothing_from_another_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("demo")
    monkeypatch.setattr(demo, "FOLDER", folder)
    monkeypatch.setenv("DATABASE_URL", "postgres://production")
    monkeypatch.setenv("MEDIA_ROOT", "/srv/production")
    monkeypatch.setenv("DEBUG", "on")
    first, second = demo.settings(8001), demo.settings(8001)
    assert not {"DATABASE_URL", "MEDIA_ROOT", "DEBUG"} & set(first)
    assert (first["DEMO"], first["PORT_SUFFIX"], first["VAR_DIR"]) == ("on", ":8001", str(folder))
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
