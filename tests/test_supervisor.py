"""What the supervisor does with parts that die, hang, or leave processes behind."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tuyengiao import supervisor
from tuyengiao.supervisor import Part, Supervisor

from .processes import alive, wait_for


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


class _Clock:
    """Sends this process the signal to stop once a condition holds, or after some seconds."""

    def __init__(self, condition: object, seconds: float = 45) -> None:
        self.condition, self.deadline = condition, time.monotonic() + seconds

    def __call__(self) -> None:
        if time.monotonic() > self.deadline or self.condition():  # type: ignore[operator]  # a function of no argument
            os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture
def said() -> list[str]:
    return []


def test_output_carries_the_name_of_its_part(said: list[str]) -> None:
    parts = [
        Part("web", _python("import time; print('Xin chào'); print('half', end='', flush=True); time.sleep(60)")),
        Part("keeper", _python("import time; print('ok'); time.sleep(60)")),
    ]
    Supervisor(parts, said.append).run(_Clock(lambda: len(said) >= 2))
    assert {"web    | Xin chào", "keeper | ok"} <= set(said)


def test_a_part_that_dies_at_once_is_started_again_ever_more_slowly(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "TICK", 0.02)
    part = Part("web", _python("raise SystemExit(3)"), delay=0.05)
    Supervisor([part], said.append).run(_Clock(lambda: len(said) >= 3))
    assert said[:3] == [f"web | ended (exit code 3); started again in {delay} s" for delay in ("0.05", "0.1", "0.2")]


def test_the_pause_never_gets_longer_than_its_limit(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_DELAY", 0.1)
    part = Part("web", _python("raise SystemExit(3)"), delay=0.1)
    Supervisor([part], said.append).run(_Clock(lambda: len(said) >= 3))
    assert {line.rsplit(" in ", 1)[1] for line in said} == {"0.1 s"}


def test_a_part_that_does_not_listen_is_killed(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE", 0.5)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    part = Part("jobs", _python(deaf))
    supervised = Supervisor([part], said.append)
    started = time.monotonic()
    supervised.run(_Clock(lambda: said))
    assert time.monotonic() - started < 45  # on a busy machine; the part itself would sleep for 60
    assert said == ["jobs | deaf", "jobs | did not end in time and is killed"]


def test_what_a_dead_part_had_started_is_ended_before_it_is_started_again(said: list[str], tmp_path: Path) -> None:
    noted = tmp_path / "child"
    code = (
        "import pathlib, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], stdout=subprocess.DEVNULL)\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(child.pid))\n"
    )
    Supervisor([Part("web", _python(code), delay=30)], said.append).run(_Clock(lambda: said))
    assert wait_for(lambda: not alive(int(noted.read_text())))


def test_handlers_of_signals_are_given_back(said: list[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    Supervisor([Part("web", _python("import time; time.sleep(60)"))], said.append).run(_Clock(lambda: True))
    assert signal.getsignal(signal.SIGTERM) == before
