"""Speed of `repair` and `fold` together, on one core: `python -m benchmarks.text_speed`.

Prints MB/s of UTF-8 bytes for sound text (the usual case) and for text as pasted from Word and PDF, beside the least
that any search form costs (NFC and casefold) measured in the same run; the ratio to it compares machines.
"""

import sys
import time
import unicodedata
from collections.abc import Callable

from vietnamese.folding import fold
from vietnamese.repair import repair

LEAST_MB_PER_SECOND = 5.0

_SENTENCES = (
    "Sáng ngày 29 tháng 12 năm 2022, tại hội trường tỉnh, Ban Tổ chức khai mạc lớp tập huấn cho cán bộ cơ sở.",
    "Đến nay toàn tỉnh có 1.572 hộ gia đình được công nhận danh hiệu gia đình học tập, đạt 51,76% so với kế hoạch.",
    "Người dân xã Hoà Bình trồng thêm 40 ha quế; đồng bào Ê Đê ở Buôn Čư Kuin giữ nghề dệt, thuỷ lợi đã được sửa.",
)
_PARAGRAPH = " ".join(_SENTENCES)
_PASTED = (
    unicodedata.normalize("NFD", _PARAGRAPH),
    _PARAGRAPH.replace(" ", "\u00a0", 12).replace("ư", "ƣ").replace("đ", "ð"),
    "\ufeff" + _PARAGRAPH.replace("o", "\u043e", 8).replace(". ", ".\u200b "),
    _PARAGRAPH,
)


def megabytes_per_second(work: Callable[[str], object], paragraphs: tuple[str, ...], seconds: float = 1.5) -> float:
    """Return how many MB (10^6 bytes of UTF-8) `work` gets through in a second, the best of three trials."""
    size = sum(len(paragraph.encode()) for paragraph in paragraphs)
    best = 0.0
    for _ in range(3):
        rounds, start = 0, time.process_time()
        while (spent := time.process_time() - start) < seconds / 3:
            for paragraph in paragraphs:
                work(paragraph)
            rounds += 1
        best = max(best, rounds * size / spent / 1e6)
    return best


def main() -> int:
    """Print the figures; return 1 when a text is slower than promised."""
    slow = False
    for name, paragraphs in (("sound", (_PARAGRAPH,)), ("pasted", _PASTED)):
        base = megabytes_per_second(lambda text: unicodedata.normalize("NFC", text).casefold(), paragraphs)
        ours = megabytes_per_second(lambda text: fold(repair(text)), paragraphs)
        slow |= ours < LEAST_MB_PER_SECOND
        print(f"{name:7} repair + fold {ours:6.1f} MB/s   NFC + casefold {base:6.1f} MB/s   ratio {ours / base:.2f}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
