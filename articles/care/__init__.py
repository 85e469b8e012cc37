"""Text care: what of an article should be looked at before readers see it.

`findings()` takes an article, the snapshot of a revision or the values of a form. What must be fixed blocks publishing
(`must_fix()`); what should be fixed is shown and blocks nothing: a spelling is only ever marked.
"""

from collections.abc import Callable, Iterator

from provinces.models import Site

from ..models import Article
from .blocking import date_is_there, legacy_text, texts_are_there
from .looking import Finding, Level, Look, Values, look_at, values_of
from .media import broken_links, pictures
from .wording import double_spaces, lengths, repaired_words, translations, unlikely_words

__all__ = ["Finding", "Level", "findings", "must_fix", "values_of"]

Check = Callable[[Look], Iterator[Finding]]
BLOCKING: tuple[Check, ...] = (texts_are_there, date_is_there, legacy_text)
CHECKS: tuple[Check, ...] = (
    *BLOCKING, repaired_words, unlikely_words, double_spaces, lengths, pictures, broken_links, translations,
)  # fmt: skip


def findings(of: "Article | Values", site: Site) -> list[Finding]:
    """Return everything that was found, what must be fixed first; at most four queries, and one per kind of embed.

    Args:
        of: An article as it stands in its columns, the snapshot of a revision, or the values of a form under the names
            of the columns. `languages` says in which languages readers get it.
        site: Whose article it is: its accepted words, its library, its languages.

    """
    look = look_at(values_of(of) if isinstance(of, Article) else of, site)
    found = [finding for check in CHECKS for finding in check(look)]
    return sorted(found, key=lambda finding: finding.level != Level.MUST)


def must_fix(of: "Article | Values", site: Site) -> list[str]:
    """Return the sentences that stand against publishing; [] when nothing does. No query."""
    look = look_at(values_of(of) if isinstance(of, Article) else of, site)
    return [finding.message for check in BLOCKING for finding in check(look) if finding.level == Level.MUST]
