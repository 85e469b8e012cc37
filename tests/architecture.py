"""Reads the project's imports without running them, and says which ones go against the order of the rooms."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Each room imports only from the rooms before it.
ROOMS = (
    "vietnamese",
    "accounts",
    "provinces",
    "editions",
    "search",
    "galleries",
    "documents",
    "articles",
    "feedback",
    "visits",
    "guard",
    "exchange",
    "tuyengiao",
)
OTHER_FOLDERS = {"benchmarks", "deploy", "docs", "locale", "scripts", "static", "templates", "tests"}
MADE = {"var", "build", "htmlcov", "node_modules"}  # by tools and by running it; not part of the project
EMPTY_NAMES = {"utils", "services", "helpers", "misc", "common"}


@dataclass(frozen=True, order=True)
class Import:
    """`module` is imported by the file `path`, at `line`."""

    path: str
    line: int
    module: str

    @property
    def breaks_the_order(self) -> bool:
        """True when a room imports from one that stands below it in the list, or text from Django."""
        room, target = self.path.split("/")[0], self.module.split(".")[0]
        if room == ROOMS[0] and target == "django":
            return True
        if target in {"tests", "benchmarks", "scripts"}:
            return True
        return target in ROOMS and ROOMS.index(target) > ROOMS.index(room)


def imports(root: Path) -> Iterator[Import]:
    """Yield every import of every room below `root`: of modules and functions, for types too."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), name)):
                for module in _modules(node, name):
                    yield Import(name, node.lineno, module)


def _modules(node: ast.AST, path: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if not node.level:
            return [node.module or ""]
        package = path.split("/")[: -node.level]
        # `from .. import articles` at the top of a room would leave it: the names are the modules then.
        names = [node.module] if node.module else [alias.name for alias in node.names]
        return [".".join([*package, name]) for name in names]
    if isinstance(node, ast.Call) and _is_importer(node.func) and node.args:
        first = node.args[0]
        return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
    return []


def _is_importer(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "import_string", "__import__"}


def strange_folders(root: Path) -> list[str]:
    """Return the folders at the top level that hold files and are neither a room nor one of the known others."""
    known = {*ROOMS, *OTHER_FOLDERS, *MADE}
    return sorted(
        folder.name
        for folder in root.iterdir()
        if folder.is_dir()
        and folder.name not in known
        and not folder.name.startswith((".", "__"))
        and not folder.name.endswith(".egg-info")
        and any(path.is_file() for path in folder.rglob("*"))
    )


def empty_names(root: Path) -> list[str]:
    """Return the modules and packages whose name says nothing of what they are for."""
    return sorted(
        path.relative_to(root).as_posix()
        for room in ROOMS
        for path in (root / room).rglob("*")
        if path.stem in EMPTY_NAMES and (path.is_dir() or path.suffix == ".py")
    )
