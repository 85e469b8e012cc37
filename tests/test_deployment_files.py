"""The files of deploy/ say what the project itself says, and name nothing that is not there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from scripts.production import files
from tuyengiao import media
from tuyengiao.management.commands import serve

UNITS = sorted((files.DEPLOY / "systemd").glob("tuyengiao-*.service"))
NGINX = (files.DEPLOY / "nginx" / "tuyengiao.conf").read_text()


def test_the_web_unit_starts_the_server_as_serve_does(db: None) -> None:
    text = (files.DEPLOY / "systemd" / "tuyengiao-web@.service").read_text()
    command = files.command(text, {"WEB_HOST": "127.0.0.1", "WEB_WORKERS": "2"}, "8001")
    own = next(part.command for part in serve.parts("127.0.0.1", 8001, 2) if part.name == "web")
    # SQLite answers one request at a time; these files are for PostgreSQL.
    threads = {"--blocking-threads": "8"}
    assert _options(command) == _options(own) | threads | {"--working-dir": "/opt/tuyengiao/current"}
    assert command[-1] == own[-1]


def _options(command: object) -> dict[str, str]:
    words = list(command) if isinstance(command, (list, tuple)) else []
    found = {}
    for word, following in zip(words[3:], [*words[4:], ""], strict=True):
        if word.startswith("--"):
            found[word] = "" if following.startswith("--") else following
    return found


def test_what_serve_runs_has_a_unit_of_its_own(db: None) -> None:
    names = {re.sub(r"tuyengiao-(\w+)@?\.service", r"\1", path.name) for path in UNITS}
    assert {part.name for part in serve.parts("127.0.0.1", 8001, 2)} <= names


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_every_command_of_a_unit_exists(path: Path) -> None:
    commands = re.findall(r"manage\.py (\w+)", path.read_text())
    known = {file.stem for file in files.ROOT.glob("*/management/commands/*.py")} | {"check", "run_huey"}
    assert set(commands) <= known


def test_the_example_names_variables_that_the_settings_know() -> None:
    said = files.variables((files.DEPLOY / "tuyengiao.env.example").read_text())
    table = set(re.findall(r"^\| (\w+) \|", (files.ROOT / "tuyengiao" / "settings.py").read_text(), re.MULTILINE))
    assert set(said) - table == {"WEB_WORKERS", "DEFAULT_FROM_EMAIL"}
    assert said["SECRET_KEY"] == ""


def test_nginx_shows_in_place_what_the_project_shows_in_place() -> None:
    types = re.search(r"types \{(.*?)\}", NGINX, re.DOTALL)
    assert types is not None
    rows = [row.strip().rstrip(";").split() for row in types[1].splitlines() if row.strip()]
    assert {f".{ending}": row[0] for row in rows for ending in row[1:]} == media.IN_PLACE
    endings = re.search(r'"~\*\\\.\(([^)]*)\)\$" inline', NGINX)
    assert endings is not None
    pattern = re.compile(rf"\.({endings[1]})\Z")
    assert all(pattern.fullmatch(ending) for ending in media.IN_PLACE)
    assert media.POLICY in NGINX
    assert media.PDF_POLICY in NGINX


def test_nginx_takes_as_much_as_the_largest_upload() -> None:
    from articles.models.video import LARGEST

    sizes = [int(number) * 2**20 for number in re.findall(r"client_max_body_size (\d+)m;", NGINX)]
    assert max(sizes) > LARGEST
    assert min(sizes) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_no_rotation_touches_the_visit_journal() -> None:
    text = (files.DEPLOY / "logrotate.d" / "tuyengiao").read_text()
    rotated = [line for line in text.splitlines() if line.rstrip().endswith("{")]
    assert rotated == ["/var/log/tuyengiao/*.log {"]


def test_a_file_that_has_parted_from_the_check_is_said() -> None:
    with pytest.raises(ValueError, match="/etc/elsewhere"):
        files.placed("root /var/www;", {"/etc/elsewhere": "/tmp"})


def test_places_are_exchanged() -> None:
    assert files.placed("root /var/www; alias /var/www;", {"/var/www": "/here"}) == "root /here; alias /here;"


def test_a_command_is_read_as_systemd_reads_it() -> None:
    unit = 'Environment=A=1 "B=2 3"\nExecStart=/bin/x --port %i \\\n    --name ${B} $$HOME 5%%\n'
    assert files.defaults(unit) == {"A": "1", "B": "2 3"}
    assert files.command(unit, files.defaults(unit), "81") == ["/bin/x", "--port", "81", "--name", "2 3", "$HOME", "5%"]


def test_a_variable_that_nobody_sets_is_an_error() -> None:
    with pytest.raises(KeyError):
        files.command("ExecStart=/bin/x ${NOBODY}\n", {})


def test_the_variables_of_the_example_are_read_as_a_shell_reads_them() -> None:
    said = files.variables((files.DEPLOY / "tuyengiao.env.example").read_text())
    assert said["DATABASE_URL"].startswith("postgres://")
    assert "&connect_timeout=" in said["DATABASE_URL"]
    assert files.variables('# X=1\n\nA=b\nB="d&e f"\n')["B"] == "d&e f"
