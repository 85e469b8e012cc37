"""What a production start refuses, and what `check --deploy` says of it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.core.management import CommandError, call_command
from django.db import connection

from tuyengiao import checks

from . import factories
from .processes import KEY, environment, free_port, manage


def _ids(found: list[CheckMessage]) -> list[str | None]:
    return [problem.id for problem in found]


def _start() -> None:
    call_command("serve", port=free_port())


@pytest.mark.parametrize("key", ["", "short", "a" * 80])
def test_a_start_without_a_proper_secret_key_is_refused(db: None, settings: Any, key: str) -> None:
    settings.SECRET_KEY = key
    with pytest.raises(CommandError, match=r"tuyengiao\.E001"):
        _start()


def test_a_start_with_debug_is_refused(db: None, settings: Any) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match=r"tuyengiao\.E002"):
        _start()


def test_a_start_with_demo_accounts_is_refused(db: None) -> None:
    factories.user("bientap", is_demo=True)
    with pytest.raises(CommandError, match=r"tuyengiao\.E003.*bientap"):
        _start()


def test_a_demonstration_may_have_demo_accounts_but_neither_debug_nor_a_missing_key(db: None, settings: Any) -> None:
    factories.user("bientap", is_demo=True)
    settings.DEMO, settings.SECRET_KEY = True, KEY
    assert checks.problems() == []
    settings.DEBUG, settings.SECRET_KEY = True, ""
    assert _ids(checks.problems()) == ["tuyengiao.E001", "tuyengiao.E002"]


def test_a_sound_installation_has_no_problem(db: None, settings: Any) -> None:
    factories.user("bientap")
    settings.SECRET_KEY = KEY
    assert checks.problems() == []


def test_every_problem_says_what_to_do(db: None, settings: Any) -> None:
    factories.user("bientap", is_demo=True)
    settings.SECRET_KEY, settings.DEBUG = "", True
    found = checks.problems() + checks.encoding_errors("default", "SQL_ASCII", "C", "ĐẾ")
    assert _ids(found) == [f"tuyengiao.E00{number}" for number in (1, 2, 3, 4)]
    assert all(problem.hint for problem in found)


@pytest.mark.parametrize(
    ("encoding", "ctype", "folded", "sound"),
    [
        ("UTF8", "C.UTF-8", "đế", True),
        ("UTF8", "vi_VN.utf8", "đế", True),
        ("UTF8", "C", "ĐẾ", False),
        ("LATIN1", "en_US", "đế", False),
        ("SQL_ASCII", "C", "ĐẾ", False),
    ],
)
def test_a_database_that_does_not_know_vietnamese_letters_is_an_error(
    encoding: str, ctype: str, folded: str, sound: bool
) -> None:
    assert (checks.encoding_errors("default", encoding, ctype, folded) == []) is sound


@pytest.mark.django_db
def test_the_database_of_the_tests_is_sound() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower('ĐẾ')")
            assert cursor.fetchone() == ("đế",)
    assert checks.database_encoding(databases=["default"]) == []


def test_a_start_without_a_secret_key_ends_with_exit_code_1_and_a_hint(tmp_path: Path) -> None:
    done = manage(tmp_path, "serve", "--port", str(free_port()), SECRET_KEY="")
    assert done.returncode == 1
    assert "tuyengiao.E001" in done.stderr
    assert "secrets.token_urlsafe" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_deployment_check_knows_the_same_problems(tmp_path: Path) -> None:
    production = {"HTTPS": "on", "STATIC_MANIFEST": "on"}
    assert "SECRET_KEY" in environment(tmp_path)
    sound = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **production)
    assert sound.returncode == 0, sound.stderr
    unsound = manage(tmp_path, "check", "--deploy", DEBUG="on", SECRET_KEY="short", **production)
    assert unsound.returncode == 1
    assert "tuyengiao.E001" in unsound.stderr
    assert "tuyengiao.E002" in unsound.stderr


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("TRUSTED_PROXIES", ["0.0.0.0/0"], "E007"),
        ("TRUSTED_PROXIES", ["10.0.0.0/8", "::/0"], "E007"),
        ("METRICS_TOKEN", "short", "E008"),
        ("METRICS_ADDRESSES", ["0.0.0.0/0"], "E008"),
        ("METRICS_ADDRESSES", ["nowhere"], "E008"),
        ("SEARCHES_PER_MINUTE", -1, "E009"),
        ("FORM_LIMITS", {"message": 0}, "E009"),
    ],
)
def test_a_setting_that_opens_the_door_is_a_problem(
    db: None, settings: Any, name: str, value: Any, problem: str
) -> None:
    setattr(settings, name, value)
    settings.SECRET_KEY = KEY
    found = checks.problems()
    assert _ids(found) == [f"tuyengiao.{problem}"]
    assert found[0].hint
