"""The rooms and their order, as docs/decisions and README lay them out."""

from pathlib import Path

import pytest
from django.conf import settings

from .architecture import ROOMS, empty_names, imports, strange_folders

ROOT = Path(settings.BASE_DIR)


def _write(root: Path, name: str, text: str = "") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_each_room_imports_only_from_the_rooms_before_it() -> None:
    wrong = [f"{found.path}:{found.line} imports {found.module}" for found in imports(ROOT) if found.breaks_the_order]
    assert wrong == []


def test_the_imports_of_the_project_are_really_read() -> None:
    seen = {(found.path.split("/")[0], found.module.split(".")[0]) for found in imports(ROOT)}
    assert ("accounts", "vietnamese") in seen
    assert ("articles", "provinces") in seen
    assert {room for room, _module in seen} == {room for room in ROOMS if (ROOT / room).exists()}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("provinces/models/units.py", "import articles.models\n"),
        ("provinces/views.py", "def home():\n    from articles.models import Article\n"),
        (
            "accounts/apps.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from provinces.models import Site\n",
        ),
        ("articles/deep/er.py", "from ...exchange import blocks\n"),
        ("articles/deep/er.py", "from ... import exchange\n"),
        ("search/tables.py", "import importlib\nimportlib.import_module('galleries.models')\n"),
        ("vietnamese/fold.py", "from django.conf import settings\n"),
        ("exchange/pages.py", "from tests import factories\n"),
    ],
)
def test_an_import_from_a_later_room_is_found(tmp_path: Path, path: str, text: str) -> None:
    _write(tmp_path, path, text)
    assert [found.path for found in imports(tmp_path) if found.breaks_the_order] == [path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("articles/models/article.py", "from provinces.models import Site\nfrom .category import Category\n"),
        ("articles/models/article.py", "from ..querysets import ArticleQuerySet\nfrom . import category\n"),
        ("provinces/models/blocks.py", "category = models.ForeignKey('articles.Category', models.CASCADE)\n"),
        ("tuyengiao/views.py", "from exchange.pages import read\nimport articles\n"),
    ],
)
def test_an_import_from_an_earlier_or_the_same_room_is_no_fault(tmp_path: Path, path: str, text: str) -> None:
    _write(tmp_path, path, text)
    assert [found for found in imports(tmp_path) if found.breaks_the_order] == []


def test_the_top_level_holds_the_rooms_and_nothing_unknown() -> None:
    assert strange_folders(ROOT) == []


def test_a_folder_that_is_no_room_is_found(tmp_path: Path) -> None:
    _write(tmp_path, "core/models.py")
    _write(tmp_path, "articles/models.py")
    assert strange_folders(tmp_path) == ["core"]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert empty_names(ROOT) == []


def test_a_name_that_says_nothing_is_found(tmp_path: Path) -> None:
    _write(tmp_path, "articles/utils.py")
    _write(tmp_path, "provinces/services/__init__.py")
    assert empty_names(tmp_path) == ["articles/utils.py", "provinces/services"]


def test_no_room_is_empty() -> None:
    assert [room for room in ROOMS if (ROOT / room).is_dir() and not any((ROOT / room).glob("[!_]*.py"))] == []
