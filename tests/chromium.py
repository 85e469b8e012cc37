"""Which Chromium the browser tests use, and what happens where there is none; loaded as a pytest plugin.

    python -m tests.chromium      say where it is; try to install one where there is none (exit code 1: none)

Without a Chromium the tests marked `browser` are left out and counted; with BROWSER_TESTS=required that is an error.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MINUTES = 4  # to install one, all tries together
KEY = "browser_tests_not_run"


def find() -> str | None:
    """Return the path of a Chromium: $CHROMIUM, one of the system's, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    installed = next((path for path in map(shutil.which, NAMES) if path), None)
    return installed or next(map(str, _of_playwright()), None)


def _of_playwright() -> list[Path]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = [*folder.glob("chromium-*/chrome-linux*/chrome"), *folder.glob("chromium-*/chrome-mac*/**/MacOS/Chromium")]
    return sorted(found, reverse=True)


def install() -> str | None:
    """Try to install a Chromium, quietly and not for ever; return its path, None when that did not work."""
    tries = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]]
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in tries:
        try:
            subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=MINUTES * 60 / len(tries),
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            break
    return find()


def pytest_configure() -> None:
    """Stop at once where browser tests are required and no Chromium is found."""
    if os.environ.get("BROWSER_TESTS") == "required" and not find():
        raise pytest.UsageError("BROWSER_TESTS=required, and no Chromium was found; set CHROMIUM to its path")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where no Chromium is found."""
    wanted = [item for item in items if item.get_closest_marker("browser")]
    if not wanted or find():
        return
    config.hook.pytest_deselected(items=wanted)
    items[:] = [item for item in items if not item.get_closest_marker("browser")]
    config.stash[_left_out] = len(wanted)


_left_out = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker of pytest-xdist: hand the number to the process that prints the summary."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[KEY] = session.config.stash.get(_left_out, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """In the process that prints the summary: each worker has collected the same tests."""
    node.config.stash[_left_out] = getattr(node, "workeroutput", {}).get(KEY, 0)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many tests were left out."""
    number = config.stash.get(_left_out, 0)
    if number:
        terminalreporter.write_line(f"{number} browser tests were not run: no Chromium was found.", yellow=True)


if __name__ == "__main__":
    path = find()
    if path is None:
        sys.stdout.write("No Chromium found; trying to install one ...\n")
        sys.stdout.flush()
        path = install()
    sys.stdout.write(f"Chromium: {path or 'none'}\n")
    sys.exit(0 if path else 1)
