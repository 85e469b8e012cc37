"""The table of ASVS lines names tests that exist."""

import re
from pathlib import Path

from django.conf import settings

TABLE = Path(settings.BASE_DIR) / "docs" / "asvs.md"
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| `(test_\w+)::(test_\w+)` \|$", re.MULTILINE)


def missing(table: str) -> list[str]:
    """Return the tests that a table names and nobody wrote."""
    tests = Path(settings.BASE_DIR) / "tests"
    found = {path.stem: path.read_text() for path in tests.glob("test_*.py")}
    return [f"{file}::{name}" for _line, file, name in LINE.findall(table) if f"def {name}(" not in found.get(file, "")]


def test_each_of_the_forty_lines_names_a_test_that_exists() -> None:
    table = TABLE.read_text()
    assert len(LINE.findall(table)) == 40
    assert missing(table) == []


def test_a_test_that_does_not_exist_is_found() -> None:
    assert missing("| 1.1.1 | x | `test_asvs::test_nothing` |") == ["test_asvs::test_nothing"]
