"""House rules that a machine can check."""

import re

import pytest

from . import sources

#: Templates in which text is marked as safe, and why it is.
SAFE_TEMPLATES = {"templates/registration/password_change_form.html": "Django's own help text, a list as HTML"}
#: Modules that mark text as safe, and what makes it so.
SAFE_MODULES = {
    "articles/admin/bodies.py": "sanitised by articles.bodies.clean",
    "articles/contents.py": "what articles.rendering has made safe, with names for its headings",
    "articles/rendering.py": "sanitised by articles.bodies.clean",
    "galleries/templatetags/pictures.py": "two attributes that are written there",
    "provinces/metadata.py": "JSON without <, > and &",
    "provinces/templatetags/metadata.py": "what a part of a template has rendered",
}
STATES = {"is_live", "is_live__exact", "state", "is_shown"}
#: Where a question "which rows?" may name a state: the methods of querysets, and what guards or derives states.
MAY_NAME_STATES = re.compile(r"(^|/)(querysets|models(/\w+)?|checks)\.py$|^search/|^tuyengiao/network_admin\.py$")


def test_safe_is_said_where_a_reason_is_known() -> None:
    said = {
        path for path, text in sources.templates().items() if re.search(r"\|\s*safe\b|autoescape off|safeseq", text)
    }
    assert said == {path for path in SAFE_TEMPLATES if path in sources.templates()}


def test_text_is_marked_as_safe_by_modules_with_a_reason_only() -> None:
    marking = {
        call.where.split(":")[0]
        for call in sources.calls()
        if call.name in {"mark_safe", "SafeString"} and not _empty(call)
    }
    assert marking <= set(SAFE_MODULES) | {"search/marking.py"}


def _empty(call: sources.Call) -> bool:
    return call.words == ("",)


def test_which_rows_are_seen_is_asked_in_querysets_only() -> None:
    wrong = [
        call.where
        for call in sources.calls()
        if call.name in {"filter", "exclude"} and set(call.keywords) & STATES
        if not MAY_NAME_STATES.search(call.where.split(":")[0])
    ]
    assert wrong == []


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XXX", "HACK"])
def test_nothing_is_left_for_later(word: str) -> None:
    found = [
        path for path, text in {**sources.modules(), **sources.templates()}.items() if re.search(rf"\b{word}\b", text)
    ]
    assert found == []


def test_only_commands_print() -> None:
    printing = {call.where.split(":")[0] for call in sources.calls() if call.name == "print" and not call.owner}
    assert {path for path in printing if "/management/commands/" not in path} == set()


def test_an_ignored_type_says_which_and_the_first_of_its_kind_in_a_module_says_why() -> None:
    ignoring = re.compile(r"#\s*type:\s*ignore(?P<code>\[[\w, -]+\])?(?P<why>\s+#\s+\S)?")
    for path, text in sources.modules().items():
        found = list(ignoring.finditer(text))
        assert [one[0] for one in found if not one["code"]] == [], path
        assert {one["code"] for one in found} == {one["code"] for one in found if one["why"]}, path
