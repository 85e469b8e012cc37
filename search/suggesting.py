"""What a reader perhaps meant who found nothing, or next to nothing: the same question with a syllable spelled right.

Only what this reader can find is proposed, in the spelling (accents included) in which it stands there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, product

from vietnamese.slips import meant

from .engines import Engine, Field, engine
from .models import SearchEntry
from .queries import Query, parse
from .scopes import Scope
from .words import folded_words, is_dense

MOST_WORDS = 6
MOST_WRONG = 2
MOST_GUESSES = 40  # tried for one wrong word
MOST_CHANGES = 18  # tried where every word is known
MOST_OF_EACH = 6  # tried for each of two
ENOUGH = 20  # matches, more do not make a guess better
READ = 5


def suggestion(query: Query, scope: Scope, *, found_any: bool) -> str:
    """Return another query that finds more, '' when there is none; a bounded number of looks.

    With `found_any` only words that stand nowhere are doubted.
    """
    typed = query.text.lower().split()
    folded = [folded_words(word) for word in typed]
    if len(typed) > MOST_WORDS or any(len(words) != 1 or is_dense(words[0]) for words in folded):
        return ""
    words = [words[0] for words in folded]
    look = engine()
    best: tuple[tuple[int, int], list[str], list[int]] = ((0, 0), [], [])
    for guess in _guesses(words, look, scope, found_any=found_any):
        found = _found(guess, look, scope)
        if found[0] > best[0]:
            best = found[0], guess, found[1]
    _score, guess, hits = best
    return _spelled(query, typed, words, guess, hits) if hits else ""


def _guesses(words: list[str], look: Engine, scope: Scope, *, found_any: bool) -> Iterator[list[str]]:
    """Yield the query with wrong words put right; where every word is known, with each one changed in turn."""
    wrong = [place for place, word in enumerate(words) if not _exists(word, look, scope)]
    if len(wrong) > MOST_WRONG or (found_any and not wrong):
        return
    if len(wrong) == MOST_WRONG:
        each = [
            [guess for guess in meant(words[place])[:MOST_GUESSES] if _exists(guess, look, scope)][:MOST_OF_EACH]
            for place in wrong
        ]
        for chosen in product(*each):
            changes = dict(zip(wrong, chosen, strict=True))
            yield [changes.get(place, word) for place, word in enumerate(words)]
        return
    for place in wrong or range(len(words) if len(words) > 1 else 0):
        most = MOST_GUESSES if wrong else MOST_CHANGES // len(words)
        for guess in islice(meant(words[place]), most):
            yield [*words[:place], guess, *words[place + 1 :]]


def _exists(word: str, look: Engine, scope: Scope) -> bool:
    phrase = parse(f'"{word}"').terms
    return bool(look.newest(phrase, Field.TEXT, scope, 1))


def _found(guess: Sequence[str], look: Engine, scope: Scope) -> tuple[tuple[int, int], list[int]]:
    """Return how good a guess is (matches as a phrase, matches) and matches of it."""
    text = " ".join(guess)
    whole = look.newest(parse(f'"{text}"').terms, Field.TEXT, scope, ENOUGH)
    loose = whole or look.newest(parse(text).terms, Field.TEXT, scope, ENOUGH)
    return (len(whole), len(loose)), loose


def _spelled(query: Query, typed: list[str], words: list[str], guess: list[str], hits: list[int]) -> str:
    """Return the guess as the texts spell it where it stands as a phrase; else accents that were typed are kept."""
    wanted = folded_words(" ".join(guess))
    forms, is_phrase = _forms(wanted, hits[:READ])
    accented = iter(forms)
    parts: list[str] = []
    for place, one in enumerate(guess):
        spelled = " ".join(islice(accented, len(one.split())))
        is_kept = query.has_accents and one == words[place] and not is_phrase
        parts.append(typed[place] if is_kept else spelled)
    return " ".join(parts)


def _forms(wanted: list[str], positions: list[int]) -> tuple[list[str], bool]:
    """Return how the words are spelled in these entries: as one phrase where it stands there, else each by itself."""
    phrases: Counter[tuple[str, ...]] = Counter()
    alone: dict[str, Counter[str]] = {word: Counter() for word in wanted}
    rows = SearchEntry.objects.filter(position__in=positions).values_list("folded", "exact")
    for folded, exact in ((one.split(), other.split()) for one, other in rows):
        if len(folded) != len(exact):
            continue
        for place, word in enumerate(folded):
            if word in alone:
                alone[word][exact[place]] += 1
            if word == wanted[0] and folded[place : place + len(wanted)] == wanted:
                phrases[tuple(exact[place : place + len(wanted)])] += 1
    if phrases:
        return list(phrases.most_common(1)[0][0]), True
    return [alone[word].most_common(1)[0][0] if alone[word] else word for word in wanted], False
