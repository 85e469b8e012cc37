"""Which tests run where there is no Chromium, and that nobody can overlook it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import chromium
from .processes import ROOT

SAMPLE = """
import pytest

@pytest.mark.browser
def test_in_a_browser():
    assert False, "has to be left out"

@pytest.mark.browser
def test_in_a_browser_too():
    assert False, "has to be left out"

def test_without_one():
    assert True
"""


def _pytest(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    (folder / "test_sample.py").write_text(SAMPLE)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.chromium",
            "-p",
            "no:django",
            "-p",
            "no:cacheprovider",
            *arguments,
        ],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), "BROWSER_TESTS": "", "CHROMIUM": "/no/such/browser", **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_without_a_chromium_its_tests_are_left_out_and_counted(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = _pytest(tmp_path, *arguments)
    assert done.returncode == 0, done.stdout
    assert "2 browser tests were not run: no Chromium was found." in done.stdout
    assert "1 passed" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_where_they_are_required_that_is_an_error(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = _pytest(tmp_path, *arguments, BROWSER_TESTS="required")
    assert done.returncode != 0
    assert "no Chromium was found" in done.stdout + done.stderr


def test_a_chromium_that_is_named_goes_before_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "my-chromium"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.find() == str(named)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    assert chromium.find() is None


def test_the_one_that_playwright_installed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "chromium-1200" / "chrome-linux64" / "chrome"
    own.parent.mkdir(parents=True)
    own.touch()
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(own)
