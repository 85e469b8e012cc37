"""Make the environment in .venv/ and install what the project needs. Standard library only; safe to run again.

python3 scripts/setup.py           what the site needs to run
python3 scripts/setup.py --dev     and what its tests need
"""

from __future__ import annotations  # an older Python can read this file far enough to say that it is too old

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


def main() -> int:
    """Run the steps; return the exit code."""
    problem = missing()
    if problem:
        say(problem)
        return 1
    dev = "--dev" in sys.argv[1:]
    wanted = requirements(dev=dev)
    stamp = VENV / ("dev.stamp" if dev else "runtime.stamp")
    digest = hashlib.sha256("\n".join([*wanted, sys.version]).encode()).hexdigest()
    ready = works()
    if ready and stamp.exists() and stamp.read_text() == digest:
        return 0
    started = time.monotonic()
    if not ready:
        say("Making the environment in .venv/ ...")
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    say(f"Installing {len(wanted)} packages and what they need ...")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--prefer-binary"]
    command += ["--no-compile"]  # Python compiles what is used, when it is used
    command += ["--progress-bar", "on"] if sys.stdout.isatty() else ["--quiet"]
    code = subprocess.run([*command, *wanted], check=False).returncode
    if code:
        say("pip could not install the packages; its message is above. Is the package index reachable?")
        return code
    stamp.write_text(digest)
    say(f"Environment ready after {time.monotonic() - started:.0f} s.")
    return 0


def missing() -> str | None:
    """Return what has to be installed by hand first, as a sentence; None when nothing is missing."""
    if sys.version_info < OLDEST:
        return f"Python {VERSION} is too old: 3.11 or newer is needed. Name one: make setup PYTHON=python3.12"
    try:
        # Debian ships a Python without them, and both in a package of their own.
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        packages = f"python3-venv (or python{VERSION}-venv)"
        return f"Python's venv module is missing. On Debian and Ubuntu: sudo apt install {packages}"
    return None


def works() -> bool:
    """Return True when .venv/ has a Python that runs, with pip, and of the version that runs this."""
    question = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(PYTHON), "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.strip() == VERSION


def requirements(*, dev: bool) -> list[str]:
    """Return the dependencies that pyproject.toml names; it is their only list."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *(project["optional-dependencies"]["dev"] if dev else [])]


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
