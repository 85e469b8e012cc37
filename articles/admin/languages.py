"""The languages of an article on screen: chips in lists, their states, and what became of the text they came from."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from provinces.admin.chips import Tone

from .. import translating
from ..comparing import Change
from ..describing import differences
from ..models import Article, LanguageState
from ..models.article import TEXTS

TONES: dict[str, Tone] = {
    LanguageState.MISSING: "past",
    LanguageState.DRAFT: "plain",
    LanguageState.READY: "good",
    LanguageState.NEEDS_UPDATE: "warn",
}
NAMES = dict(settings.LANGUAGES)
#: How far back the text that a translation was made from is looked for.
SEARCHED = 40


def states_in_list(article: Article) -> dict[str, LanguageState]:
    """Return the state of each language of the article's site, for a row with `site` and `language_states` at hand."""
    known = {row.language: LanguageState(row.state) for row in article.language_states.all()}
    return {code: known.get(code, _without_row(article, code)) for code in article.site.languages}


def _without_row(article: Article, language: str) -> LanguageState:
    return LanguageState.READY if article.speaks(language) else LanguageState.MISSING


def chips(article: Article) -> str:
    """Return a chip for each language; those of translations lead to the two texts side by side."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html_join(
        " ", "{}", ((_chip(code, state, address),) for code, state in states_in_list(article).items())
    )


def _chip(language: str, state: LanguageState, address: str) -> str:
    said = format_html(
        '<span class="chip chip-{}" title="{}: {}">{}<span class="for-readers">: {}</span></span>',
        TONES[state],
        NAMES[language],
        state.label,
        language,
        state.label,
    )
    if language == translating.SOURCE:
        return said
    return format_html('<a href="{}?beside={}">{}</a>', address, language, said)


def form_context(article: Article) -> dict[str, Any]:
    """Return for the form: the state of each language, and what changed in Vietnamese since it was translated."""
    snapshot = article.laid
    if snapshot is None or len(article.site.languages) < 2:
        return {"language_states": {}, "stale": []}
    states = translating.states_of(snapshot)
    shown = {code: states.get(code, LanguageState.MISSING) for code in article.site.languages[1:]}
    stale = [
        {"language": code, "name": NAMES[code], "changes": _since_translated(article, code)}
        for code, state in shown.items()
        if state == LanguageState.NEEDS_UPDATE
    ]
    return {"language_states": {code: str(state.label) for code, state in shown.items()}, "stale": stale}


def _since_translated(article: Article, language: str) -> list[Change]:
    """Return what differs in the Vietnamese texts between now and the newest version that says what was translated."""
    snapshot = article.laid or {}
    source = snapshot["sources"][language]
    revisions = article.revisions.values_list("snapshot", flat=True)[:SEARCHED]
    then = next((old for old in revisions.iterator() if translating.meaning(old) == source), None)
    if then is None:
        return []
    before = snapshot | {f"{name}_{translating.SOURCE}": then[f"{name}_{translating.SOURCE}"] for name in TEXTS}
    return differences(article.site, before, snapshot)
