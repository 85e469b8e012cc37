"""How much a text looks like spam: links, words of gambling and loan rings, a text that came before, foreign scripts.

Nothing is refused for its score, and nothing is published without a person: a high score only sets a message aside.
"""

import hashlib
import re

from vietnamese.folding import fold

LIMIT = 5
FREE_LINKS = 1
PER_LINK = 2
PER_WORD = 3
SEEN_BEFORE = 5
FILLED_TRAP = 20
HASTY = 5
FOREIGN = 5
SHOUTED = 2
MOST = 100

_LINK = re.compile(
    r"https?://|www\.|\[url|<a\s|\b[\w-]+\.(?:com|net|org|info|xyz|top|club|vip|win|bet|shop|online)\b", re.I
)
_WORDS = re.compile(
    r"\b(?:casino|nha cai|ca cuoc|ca do|lo de|xo so online|soi cau|ban ca doi thuong|no hu|tai xiu|baccarat|slot|"
    r"jackpot|vay tien nhanh|vay nong|cho vay online|seo top|backlink|tang like|viagra|cialis|porn|sex|escort|"
    r"crypto|bitcoin|forex|kiem tien online|viec nhe luong cao|keo nha cai|uy tin so 1)\b"
)
_FOREIGN = re.compile("[\u0400-\u04ff\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_NOT_WORDS = re.compile(r"[\W_]+")


def text_key(*texts: str) -> str:
    """Return a hash by which the same text is known again, whatever its accents, capitals and signs."""
    folded = _NOT_WORDS.sub(" ", fold(" ".join(texts))).strip()
    return hashlib.sha256(folded.encode()).hexdigest()


def score(text: str, *, seen_before: bool = False, trap: str = "", is_hasty: bool = False) -> int:
    """Return the score of a text; from `LIMIT` on it is set aside."""
    found = PER_LINK * max(0, len(_LINK.findall(text)) - FREE_LINKS)
    found += PER_WORD * len(_WORDS.findall(fold(text)))
    found += SEEN_BEFORE * seen_before + FILLED_TRAP * bool(trap.strip()) + HASTY * is_hasty
    letters = [letter for letter in text if letter.isalpha()]
    found += FOREIGN * (len(_FOREIGN.findall(text)) > len(letters) // 4 + 5)
    found += SHOUTED * (len(letters) > 40 and sum(letter.isupper() for letter in letters) > len(letters) * 0.8)
    return min(found, MOST)
