"""The content that all three hold, written once as lines of JSON, so that each can read it in its own environment.

Ten sites with twelve categories and 2,000 articles each, bodies of about 1 kB, a picture, tags and contributors; every
tenth article also in English. The first category of a site holds 1,100 of them, so that its list has a page 50.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.search_corpus import demo_texts, draws, walks
from vietnamese.slugs import slugify

SITES = 10
NAMES = (
    "Thời sự", "Chính trị", "Xây dựng Đảng", "Tuyên truyền", "Dân vận", "Khoa giáo", "Văn hóa", "Kinh tế", "Xã hội",
    "Quốc phòng", "Lịch sử", "Học tập theo Bác",
)  # fmt: skip
ENGLISH = (
    "News", "Politics", "Party building", "Information", "Mass work", "Science", "Culture", "Economy", "Society",
    "Defence", "History", "Studying Uncle Ho",
)  # fmt: skip
IN_THE_FIRST = 0.55
FIRST_DAY, DAYS = datetime(2022, 1, 3, 1, tzinfo=UTC), 1_700
MONTH = "2024/05"
PICTURE = (1600, 1067)
WIDTHS = (320, 640, 960, 1280, 1600)
BODY = 1_000
SEED = 5


def articles(number: int) -> Iterator[dict[str, Any]]:
    """Yield the articles, the oldest first; `views` are today's."""
    dice = random.Random(SEED)
    texts = demo_texts()
    sentences, headlines = walks(texts, dice, 18, 45), draws(texts, dice, 7, 16)
    for place in range(number):
        title = next(headlines)[:200]
        lead, body = next(sentences), [next(sentences)]
        while len("".join(body).encode()) < BODY:
            body.append(next(sentences))
        first = dice.random() < IN_THE_FIRST
        yield {
            "id": place + 1,
            "site": place % SITES,
            "category": 0 if first else dice.randrange(1, len(NAMES)),
            "title": title,
            "slug": slugify(title)[:80].strip("-"),
            "lead": lead,
            "body": "".join(f"<p>{sentence}</p>" for sentence in body),
            "published": (FIRST_DAY + timedelta(seconds=int(DAYS * 86_400 * place / number))).isoformat(),
            "picture": f"{place + 1:05d}",
            "alt": title[:120],
            "tags": dice.sample(range(40), 3),
            "contributors": dice.sample(range(20), 2),
            "in_english": place // SITES % 10 == 0,
            "views": dice.randrange(200),
        }


def write(path: Path, number: int) -> None:
    """Write the articles, one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(number):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def read(path: Path) -> list[dict[str, Any]]:
    """Return what `write` has written."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
