"""Style sheets and scripts as they are collected for production."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import Storage

from tuyengiao.storage import StaticStorage


def collect(files: dict[str, str], source: Path, target: Path) -> StaticStorage:
    """Write `files` into `source` and collect them from there into `target`."""
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    origin, storage = StaticFilesStorage(location=str(source), base_url="/static/"), StaticStorage(str(target))
    paths: dict[str, tuple[Storage, str]] = {}
    for name in files:
        with origin.open(name) as file:
            storage.save(name, file)
        paths[name] = (origin, name)
    failed = [result for name, _hashed, result in storage.post_process(paths) if isinstance(result, Exception)]
    assert failed == []
    return storage


@pytest.fixture
def storage(tmp_path: Path) -> StaticStorage:
    files = {
        "css/page.css": '/* all */\n@import "./one.css";\n@import "./two.css";\nb { top: 0 }\n',
        "css/one.css": 'a { src: url("../fonts/a.woff2") }\n',
        "css/two.css": "i { top: 0 }\n",
        "fonts/a.woff2": "letters",
    }
    return collect(files, tmp_path / "from", tmp_path / "to")


def test_a_style_sheet_holds_its_parts_in_their_order(storage: StaticStorage) -> None:
    with storage.open(storage.stored_name("css/page.css")) as file:
        text = file.read().decode()
    assert "@import" not in text
    assert text.index("/* all */") < text.index("a {") < text.index("i {") < text.index("b {")


def test_what_a_part_names_gets_its_hash(storage: StaticStorage) -> None:
    font = storage.stored_name("fonts/a.woff2").rpartition("/")[2]
    with storage.open(storage.stored_name("css/page.css")) as file:
        assert f'url("../fonts/{font}")' in file.read().decode()


def test_a_changed_part_gives_the_whole_another_name(storage: StaticStorage, tmp_path: Path) -> None:
    before = storage.stored_name("css/page.css")
    files = {
        path: (tmp_path / "from" / path).read_text()
        for path in ("css/page.css", "css/one.css", "css/two.css", "fonts/a.woff2")
    }
    again = collect({**files, "css/two.css": "i { top: 1px }\n"}, tmp_path / "new", tmp_path / "out")
    assert again.stored_name("css/page.css") != before
