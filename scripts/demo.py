"""Prepare and serve the demonstration: its own database, uploads and key in var/demo/. Safe to run again.

.venv/bin/python scripts/demo.py --port 8000
"""

import argparse
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "demo"
MANAGE = [sys.executable, str(ROOT / "manage.py")]
STEPS = {
    "Database": ["migrate", "--verbosity", "0"],
    "Provinces": ["load_provinces"],
    "Demonstration": ["load_demo"],
}
COLLECT = ["collectstatic", "--noinput", "--clear", "--verbosity", "0"]
# What a person may have set for another installation must not reach this one.
FOREIGN = ("DATABASE_URL", "MEDIA_ROOT", "ADMIN_HOST", "DEBUG", "STATIC_MANIFEST", "TRUST_PROXY", "SSL_REDIRECT")


def main() -> int:
    """Run the steps, then become the server; raise CalledProcessError when a step failed."""
    parser = argparse.ArgumentParser(description="Prepare and serve the demonstration.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare-only", action="store_true", help="do not serve")
    options = parser.parse_args()
    if not options.prepare_only and busy(options.port):
        say(f"Port {options.port} is in use. Choose another one: make demo PORT={options.port + 1}")
        return 1
    environment = settings(options.port)
    started = time.monotonic()
    with collecting(environment):  # beside the other steps: it compresses files and touches no database
        for number, (name, arguments) in enumerate(STEPS.items(), 1):
            say(f"[{number}/{len(STEPS) + 1}] {name} ...")
            subprocess.run([*MANAGE, *arguments], env=environment, check=True)
        say(f"[{len(STEPS) + 1}/{len(STEPS) + 1}] Style sheets ...")
    say(f"Demonstration ready after {time.monotonic() - started:.0f} s.")
    if not options.prepare_only:
        os.execve(sys.executable, [*MANAGE, "serve", "--port", str(options.port)], environment)
    return 0


@contextmanager
def collecting(environment: dict[str, str]) -> Iterator[None]:
    """Collect and compress style sheets and scripts while the block runs, unless they are as they were last time."""
    stamp = FOLDER / "static.stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        yield
        return
    process = subprocess.Popen([*MANAGE, *COLLECT], env=environment)
    try:
        yield
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, [*MANAGE, *COLLECT])
        stamp.write_text(now)
    finally:
        process.terminate()
        process.wait()


def fingerprint() -> str:
    """Return a digest that changes with the project's static files, and with the packages that bring their own."""
    files = [ROOT / ".venv" / "runtime.stamp", *sorted(ROOT.glob("static/**/*")), *sorted(ROOT.glob("*/static/**/*"))]
    rows = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files if path.is_file()]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def settings(port: int) -> dict[str, str]:
    """Return the environment of the demonstration; its key is made once and kept for its owner's eyes only."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    key = FOLDER / "secret_key"
    if not key.exists():
        with open(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    own = {
        "VAR_DIR": str(FOLDER),
        "SECRET_KEY": key.read_text(),
        "DEMO": "on",
        "HTTPS": "off",
        "PORT_SUFFIX": f":{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return {**{name: value for name, value in os.environ.items() if name not in FOREIGN}, **own}


def busy(port: int) -> bool:
    """Return True when another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        say(f"Failed: {' '.join(error.cmd)} (its message is above).")
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
