"""The project's own sources, read as syntax trees: what a call names, whatever line it stands on."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    "vietnamese",
    "accounts",
    "provinces",
    "galleries",
    "articles",
    "exchange",
    "documents",
    "feedback",
    "search",
    "editions",
    "visits",
    "guard",
    "tuyengiao",
)


@dataclass(frozen=True)
class Call:
    """A call `owner.name(…)`; `owner` is the source text before the last dot, '' for a plain function."""

    where: str
    owner: str
    name: str
    words: tuple[str, ...]
    keywords: tuple[str, ...]


@cache
def modules() -> dict[str, str]:
    """Return path and text of every Python module but the migrations."""
    paths = (path for room in ROOMS if (ROOT / room).is_dir() for path in sorted((ROOT / room).rglob("*.py")))
    return {str(path.relative_to(ROOT)): path.read_text() for path in paths if "migrations" not in path.parts}


@cache
def templates() -> dict[str, str]:
    """Return path and text of every template."""
    return {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "templates").rglob("*.html"))}


def calls_in(path: str, text: str) -> Iterator[Call]:
    """Return every call of a module, with its literal words and the names of its keywords."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            words = tuple(str(a.value) for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
            keywords = tuple(keyword.arg for keyword in node.keywords if keyword.arg)
            yield Call(f"{path}:{node.lineno}", owner, name, words, keywords)


@cache
def calls() -> tuple[Call, ...]:
    """Return every call of the project."""
    return tuple(call for path, text in modules().items() for call in calls_in(path, text))
