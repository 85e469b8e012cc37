"""The message catalogues: complete, well formed, freshly compiled, and in step with the code."""

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

from scripts import messages
from scripts.messages import ROOT, key
from tests import sources

Key = tuple[str, str]
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Whose words staff can meet. English is where Django's are written; the others only list theirs in a translation.
PACKAGES = [
    ("django.conf", "en"),
    ("django.contrib.admin", "en"),
    ("django.contrib.auth", "en"),
    ("django.contrib.contenttypes", "en"),
    ("django.contrib.humanize", "en"),
    ("django.contrib.sessions", "en"),
    ("taggit", "de"),
    ("django_prose_editor", "de"),
]
# Python files whose words a public page can show; the templates are found by their place.
PUBLIC = re.compile(
    r"(urls|views|apps|menus|middleware|feeds|redirects|rendering|bylines|front_page|forms)\.py$|templatetags/"
)
STAFF_ONLY = re.compile(r"/admin/|exchange/|accounts/|admin_urls|management/|(editions|guard|visits)/apps")
STAFF_TEMPLATES = ("templates/admin/", "templates/registration/", "templates/galleries/widgets/", "templates/django/")


def catalogue(language: str, domain: str = "django", folder: str = "locale") -> polib.POFile:
    return polib.pofile(str(ROOT / folder / language / "LC_MESSAGES" / f"{domain}.po"))


def translated(file: polib.POFile) -> set[Key]:
    return {key(entry) for entry in file if entry.translated()}


def is_gettext(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT


def words_of(code: str) -> Iterator[Key]:
    """Yield the messages that a piece of Python asks for, with their contexts."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and is_gettext(node):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if texts:
                yield (texts[1], texts[0]) if name.startswith("pgettext") else (texts[0], "")


def words_of_template(name: str, text: str) -> Iterator[Key]:
    """Yield the messages of a template. `templatize` turns its tags into calls and blanks out the rest."""
    call = re.compile(r"""\b(?:_|n?p?gettext)\((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?\s*)+""")
    for found in call.findall(templatize(text, origin=name)):
        yield from words_of(found.rstrip(", ") + ")")


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_catalogue_is_well_formed_and_compiled(path: Path) -> None:
    assert list(messages.problems(path)) == []


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: str(path.relative_to(ROOT)))
def test_catalogues_carry_neither_dates_nor_places_and_are_sorted(path: Path) -> None:
    file = polib.pofile(str(path))
    assert set(file.metadata) == {*messages.HEADER, "Language"}
    assert not any(entry.occurrences for entry in file)
    assert [key(entry) for entry in file] == sorted(key(entry) for entry in file)


@pytest.mark.parametrize("domain", messages.DOMAINS)
@pytest.mark.parametrize("folder", ["locale", "locale/packages"])
def test_every_message_is_translated_into_vietnamese(domain: str, folder: str) -> None:
    assert [entry.msgid for entry in catalogue("vi", domain, folder) if not entry.translated()] == []


@pytest.mark.skipif(not messages.can_extract(), reason="xgettext is not installed: extraction was not compared")
def test_the_catalogues_hold_what_the_code_says_and_nothing_else() -> None:
    assert list(messages.not_extracted()) == []


def test_no_message_hides_in_an_f_string() -> None:
    """Extraction does not look into f-strings."""
    hidden = [
        f"{path}:{node.lineno}"
        for path, code in sources.modules().items()
        for text in ast.walk(ast.parse(code))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and is_gettext(node)
    ]
    assert hidden == []


def test_gettext_goes_by_names_that_extraction_knows() -> None:
    aliases = re.compile(r"n?p?gettext(?:_lazy)? as (?!_\b)\w+")
    assert {path: aliases.findall(code) for path, code in sources.modules().items() if aliases.search(code)} == {}


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_what_packages_leave_untranslated_is_in_our_own_folder(domain: str) -> None:
    known = translated(catalogue("vi", domain)) | translated(catalogue("vi", domain, "locale/packages"))
    missing = []
    for package, language in PACKAGES:
        spec = find_spec(package)
        assert spec is not None, package
        assert spec.submodule_search_locations, package
        folder = Path(spec.submodule_search_locations[0]) / "locale"
        source, own = (folder / lang / "LC_MESSAGES" / f"{domain}.po" for lang in (language, "vi"))
        theirs = translated(polib.pofile(str(own))) if own.exists() else set()
        wanted = {key(entry) for entry in polib.pofile(str(source))} if source.exists() else set()
        missing += sorted(wanted - theirs - known)
    assert missing == []


def test_what_readers_can_see_is_translated_into_khmer() -> None:
    wanted: set[Key] = set()
    for name, text in sources.templates().items():
        if not name.startswith(STAFF_TEMPLATES):
            wanted.update(words_of_template(name, text))
    templates = len(wanted)
    for name, code in sources.modules().items():
        if PUBLIC.search(name) and not STAFF_ONLY.search(name):
            wanted.update(words_of(code))
    assert templates > 60
    assert len(wanted) > templates
    assert sorted(wanted - translated(catalogue("km"))) == []


def test_khmer_is_written_in_khmer() -> None:
    """A Vietnamese sentence pasted into the wrong file would be shown to readers; what programs say stays as it is."""
    latin = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]{2,}")
    as_it_is = re.compile("RSS|API|\u201c[a-z_]+\u201d")
    for entry in catalogue("km"):
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            assert latin.findall(as_it_is.sub("", messages.PLACEHOLDER.sub("", text))) == [], entry.msgid


def test_vietnamese_is_composed_and_puts_tones_where_newspapers_do() -> None:
    """NFC, and hòa, khỏe, hủy rather than hoà, khoẻ, huỷ."""
    new_style = re.compile(r"(?i)(?<!q)o[àáảãạ](?!\w)|(?<!q)o[èéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)")
    decomposed = re.compile("[\u0300-\u036f]")
    for path in messages.catalogues():
        if path.parts[-3] == "vi":
            for entry in polib.pofile(str(path)):
                for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                    assert not new_style.search(text), text
                    assert not decomposed.search(text), text
