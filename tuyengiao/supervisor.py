"""Keeps the parts of an installation running as one: what dies is started again, what ends, ends together.

No part outlives the supervisor. Each is the leader of its own process group, which is swept when the part ends; on
Linux the kernel also sends it SIGTERM when the supervisor is gone, whatever killed it.
"""

import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

TICK = 0.2  # seconds between two looks at the parts
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0  # seconds before a part is started again; doubled each time it dies young
STEADY = 60.0  # seconds after which a part counts as healthy and its delay starts from the beginning
PATIENCE = 6.0  # seconds that parts are given to end before they are killed
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass
class Part:
    """A process to keep running; `stop` is the signal that it takes for an orderly end."""

    name: str
    command: Sequence[str]
    stop: signal.Signals = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_at: float = 0.0
    delay: float = FIRST_DELAY
    rest: bytes = field(default=b"", repr=False)  # the beginning of a line whose end was not yet read


class Supervisor:
    """Runs parts until a signal (SIGINT, SIGTERM, SIGHUP) says stop; `write` gets each line of output."""

    def __init__(self, parts: Sequence[Part], write: Callable[[str], object]) -> None:
        self.parts = parts
        self.write = write
        self.stopping = False
        self.width = max(len(part.name) for part in parts)
        self.selector = selectors.DefaultSelector()

    def run(self, on_tick: Callable[[], object] = lambda: None) -> None:
        """Start all parts and return when all have ended. `on_tick` is called some times a second meanwhile."""
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        previous = {number: signal.signal(number, self._stop_soon) for number in numbers}
        try:
            while not self.stopping:
                for part in self.parts:
                    self._look_after(part)
                self._read(TICK)
                on_tick()
        finally:
            self._end_all()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _stop_soon(self, _number: int, _frame: object) -> None:
        self.stopping = True

    def _look_after(self, part: Part) -> None:
        now = time.monotonic()
        if part.process is None:
            if now >= part.start_at:
                self._start(part)
        elif part.process.poll() is not None:
            code = part.process.returncode
            part.delay = FIRST_DELAY if now - part.started_at > STEADY else part.delay
            part.start_at = now + part.delay
            self._forget(part)
            self._say(part, f"ended ({_ending(code)}); started again in {part.delay:g} s")
            part.delay = min(part.delay * 2, LONGEST_DELAY)

    def _start(self, part: Part) -> None:
        supervisor = os.getpid()

        def in_child() -> None:
            if _libc is not None:
                _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
                if os.getppid() != supervisor:  # it died before the kernel was told
                    os._exit(1)

        part.process = subprocess.Popen(  # noqa: S603 - our own commands
            list(part.command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
            # No thread runs in this process, so that code between fork and exec is safe.
            preexec_fn=in_child,
        )
        part.started_at = time.monotonic()
        self.selector.register(_pipe(part.process), selectors.EVENT_READ, part)

    def _read(self, timeout: float) -> None:
        for key, _events in self.selector.select(timeout):
            part: Part = key.data
            chunk = os.read(key.fd, 65536)
            if not chunk:
                self.selector.unregister(key.fileobj)
            lines = (part.rest + chunk).split(b"\n")
            part.rest = lines.pop()
            for line in lines:
                self._say(part, line.decode(errors="replace").rstrip())

    def _say(self, part: Part, text: str) -> None:
        is_json = text.startswith("{")  # a log for machines stays readable for them
        self.write(text if is_json else f"{part.name:<{self.width}} | {text}")

    def _forget(self, part: Part) -> None:
        """Let go of a part that has ended, and of what it started and left behind."""
        if part.process is None:
            return
        _signal_group(part.process.pid, signal.SIGKILL)
        pipe = _pipe(part.process)
        if pipe.fileno() in self.selector.get_map():
            self._read(0)
        if pipe.fileno() in self.selector.get_map():
            self.selector.unregister(pipe)
        pipe.close()
        part.process, part.rest = None, b""

    def _end_all(self) -> None:
        running = [part for part in self.parts if part.process is not None]
        for part in running:
            if part.process is not None and part.process.poll() is None:
                part.process.send_signal(part.stop)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(p.process and p.process.poll() is None for p in running):
            self._read(TICK / 2)
        for part in running:
            if part.process is not None and part.process.poll() is None:
                self._say(part, "did not end in time and is killed")
                _signal_group(part.process.pid, signal.SIGKILL)
                part.process.wait()
            self._forget(part)


def _pipe(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdout is None:
        raise RuntimeError("parts are started with a pipe")
    return process.stdout


def _signal_group(leader: int, number: signal.Signals) -> None:
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        return


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
