"""Fill an empty database with a large corpus that reads like the demonstration's: `python -m benchmarks.search_corpus`.

    createdb search_million
    DATABASE_URL=postgres://…/search_million python manage.py migrate
    DATABASE_URL=postgres://…/search_million python -m benchmarks.search_corpus 1000000

Sentences are walked out of the demonstration's own texts, two words deciding the next, so that words and compounds are
as common as in life: some stand in nearly every article. Bodies are about 1 kB in UTF-8. 40,000 articles are different,
and larger corpora repeat them in later years. On PostgreSQL rows are copied in bulk and indexes made afterwards,
without a journal and without looking up foreign keys, which a benchmark can do without; the same seed gives the same
articles on SQLite, where the entries are indexed as always.
"""

import os
import random
import re
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")
os.environ.setdefault("SECRET_KEY", "benchmark" * 7)

SITES = 40
DIFFERENT = 40_000
SENTENCES, TITLES = 30_000, 20_000
BODY = 1_000
SEED = 20_260_701
FIRST_DAY = datetime(2016, 1, 4, tzinfo=UTC)
DAYS = 3_900
TRUSTING = ("SET session_replication_role = replica", "SET synchronous_commit = off")  # no checks of foreign keys
CONTENT = Path(__file__).parent.parent / "tuyengiao" / "demo" / "content"


@dataclass(frozen=True)
class Piece:
    """A sentence or a title with its search forms, made once and used in many articles."""

    text: str
    exact: str
    folded: str
    numbers: str


def demo_texts() -> list[str]:
    """Return the paragraphs of the demonstration in Vietnamese."""
    texts: list[str] = []
    for path in sorted(CONTENT.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("articles", []):
            texts += [row.get("lead", ""), *re.split(r"\n+", row.get("body", ""))]
    return [text.strip() for text in texts if len(text) > 40 and "![" not in text]


def walks(texts: Iterable[str], dice: random.Random, shortest: int, longest: int) -> Iterator[str]:
    """Yield endless sentences in which each word follows two others as it does in `texts`."""
    after: dict[tuple[str, str], list[str]] = defaultdict(list)
    starts: list[tuple[str, str]] = []
    for text in texts:
        words = text.split()
        if len(words) > 3:
            starts.append((words[0], words[1]))
            for one, two, three in zip(words, words[1:], words[2:], strict=False):
                after[one, two].append(three)
    beginnings = defaultdict(list)
    for one, two in after:
        beginnings[one].append(two)
    while True:
        words = list(dice.choice(starts))
        length = dice.randint(shortest, longest)
        while len(words) < length:
            follow = after.get((words[-2], words[-1]))
            if not follow or dice.random() < 0.08:  # turn off the known way now and then, or texts repeat
                turns = beginnings.get(words[-1])
                if not turns:
                    break
                words.append(dice.choice(turns))
                continue
            words.append(dice.choice(follow))
        yield " ".join(words).rstrip(".,;:") + "."


def draws(texts: Iterable[str], dice: random.Random, shortest: int, longest: int) -> Iterator[str]:
    """Yield endless headlines of words drawn by how common they are; none says what one of `texts` says."""
    words = " ".join(texts).split()
    while True:
        yield " ".join(dice.choices(words, k=dice.randint(shortest, longest))).strip(".,;:“”").capitalize()


def pieces(sentences: Iterator[str], dice: random.Random, number: int) -> list[Piece]:
    """Return `number` sentences with their search forms, a number of a document in some."""
    from search.words import exact_words, folded_words, number_keys

    made = []
    for sentence, _ in zip(sentences, range(number), strict=False):
        text = sentence
        if dice.random() < 0.04:
            text = f"Quyết định số {dice.randint(1, 4000)}/QĐ-UBND về {text[0].lower()}{text[1:]}"
        made.append(Piece(text, " ".join(exact_words(text)), " ".join(folded_words(text)), " ".join(number_keys(text))))
    return made


@dataclass(frozen=True)
class Story:
    """A generated article."""

    number: int
    site: int  # its place among the sites
    published_at: datetime
    title: Piece
    body: list[Piece]

    @property
    def parts(self) -> list[Piece]:
        """Title and sentences."""
        return [self.title, *self.body]


def stories(number: int, days: float = DAYS, seed: int = SEED) -> Iterator[Story]:
    """Yield `number` articles of the first `days`, the oldest first; some sites publish much more than others."""
    dice = random.Random(seed)
    texts = demo_texts()
    sentences = pieces(walks(texts, dice, 18, 45), dice, min(SENTENCES, number * 3 + 100))
    headlines = pieces(draws(texts, dice, 7, 16), dice, min(TITLES, number + 100))
    weights = [1 / (place + 2) for place in range(SITES)]
    owners = dice.choices(range(SITES), weights, k=number)
    for place, site in enumerate(owners):
        moment = FIRST_DAY + timedelta(seconds=int(days * 86_400 * place / number))
        body: list[Piece] = []
        length = 0
        while length < BODY:
            body.append(dice.choice(sentences))
            length += len(body[-1].text.encode())
        yield Story(place + 1, site, moment, dice.choice(headlines), body)


def make_sites() -> list[tuple[int, int]]:
    """Return (site, category) ids of the sites that publish; made when they are missing, with a portal above them."""
    from articles.models import Category
    from provinces.models import Hostname, Site

    portal, is_new = Site.objects.get_or_create(
        slug="cong", defaults={"is_portal": True, "state": "live", "name_vi": "Cổng thông tin đo tốc độ"}
    )
    if is_new:
        Hostname.objects.create(site=portal, host="testserver", is_primary=True)
    made = []
    for place in range(SITES):
        site, _ = Site.objects.get_or_create(
            slug=f"trang-{place}",
            defaults={"name_vi": f"Trang số {place}", "path_prefix": f"trang-{place}", "state": "live"},
        )
        category, _ = Category.objects.get_or_create(site=site, slug="tin", defaults={"name_vi": "Tin tức"})
        made.append((site.pk, category.pk))
    return made


def entry_of(story: Story, site_id: int, category_id: int) -> Any:
    """Return the search entry of a story, as indexing its article would make it."""
    from search.models import Kind, SearchEntry
    from search.scopes import facet, position, words_of

    parts = story.parts
    scope = words_of(site_id, Kind.ARTICLE, "vi", ["en", "km"], is_public=True)
    return SearchEntry(
        site_id=site_id,
        kind=Kind.ARTICLE,
        object_id=story.number,
        language="vi",
        stands_for="en km",
        is_public=True,
        published_at=story.published_at,
        position=position(story.published_at, Kind.ARTICLE, story.number, "vi"),
        title=story.title.text[:300],
        exact_title=story.title.exact,
        folded_title=story.title.folded,
        exact=" ".join(part.exact for part in parts),
        folded=" ".join(part.folded for part in parts),
        numbers=" ".join(dict.fromkeys(" ".join(part.numbers for part in parts).split())),
        scope=" ".join([*scope, *sorted({facet("c", category_id), facet("t", "news")})]),
    )


def article_row(fields: list[Any]) -> Callable[[Story, int, int], list[Any]]:
    """Return what makes the values of an article's columns; the same for all but what a story tells."""
    from django.db import connection

    from articles.models import Article
    from vietnamese.slugs import slugify

    blank = Article(site_id=0, category_id=0, section_id=0, state="published", is_live=True, updated_at=FIRST_DAY)
    for field in fields:
        if getattr(field, "translated_field", None) is not None:
            setattr(blank, field.attname, getattr(blank, field.attname) or "")
    base = {field.column: field.get_db_prep_save(getattr(blank, field.attname), connection) for field in fields}

    def values(story: Story, site_id: int, category_id: int) -> list[Any]:
        title, lead = story.title.text[:300], story.body[0].text
        body = "".join(f"<p>{part.text}</p>" for part in story.body)
        moment = story.published_at
        told: dict[str, Any] = {"id": story.number, "site_id": site_id, "section_id": category_id}
        told |= dict.fromkeys(("title", "title_vi"), title) | dict.fromkeys(("lead", "lead_vi"), lead)
        told |= dict.fromkeys(("slug", "slug_vi"), slugify(title)[:100]) | dict.fromkeys(("body", "body_vi"), body)
        told |= dict.fromkeys(("published_at", "created_at", "updated_at"), moment) | {"category_id": category_id}
        return list((base | told).values())

    return values


def fill(number: int) -> None:
    """Write the corpus into the database that the environment names."""
    from django.db import connection

    where = make_sites()
    if connection.vendor == "postgresql":
        _copy(number, where)
    else:
        _save(number, where)


def _save(number: int, where: list[tuple[int, int]]) -> None:
    from django.db import transaction

    from articles.models import Article
    from search.engines import engine
    from search.models import SearchEntry

    fields = list(Article._meta.concrete_fields)
    names, values = [field.attname for field in fields], article_row(fields)
    rows = stories(number)
    while batch := [story for story, _ in zip(rows, range(2_000), strict=False)]:
        with transaction.atomic():
            Article.objects.bulk_create(
                Article(**dict(zip(names, values(story, *where[story.site]), strict=True))) for story in batch
            )
            entries = [entry_of(story, *where[story.site]) for story in batch]
            SearchEntry.objects.bulk_create(entries)
            engine().put_in(entries)


def _copy(number: int, where: list[tuple[int, int]]) -> None:
    from django.db import connection
    from psycopg import connect

    from articles.models import Article
    from search.engines.parts import make_parts
    from search.engines.postgresql import COLUMNS, lexemes
    from search.models import SearchEntry

    start = time.monotonic()
    different = min(number, DIFFERENT)
    times = -(-number // different)
    entry_fields = [field for field in SearchEntry._meta.concrete_fields if not field.primary_key]
    article_fields = list(Article._meta.concrete_fields)
    columns: dict[str, list[str]] = {
        "search_words": ["position", *COLUMNS],
        SearchEntry._meta.db_table: [str(field.column) for field in entry_fields],
        Article._meta.db_table: [str(field.column) for field in article_fields],
    }
    later = [statement for table in columns for statement in _without_indexes(table)]
    make_parts(connection, range(FIRST_DAY.year, (FIRST_DAY + timedelta(days=DAYS)).year + 1))
    unlogged = [f"ALTER TABLE {table} SET UNLOGGED" for table in (SearchEntry._meta.db_table, *_parts("search_words"))]
    _run([*unlogged, *TRUSTING], start)
    values = article_row(article_fields)
    settings = connection.get_connection_params()
    known = {name: settings[name] for name in ("dbname", "user", "password", "host", "port") if settings.get(name)}
    with ExitStack() as stack:
        streams = []
        for table, names in columns.items():
            cursor = stack.enter_context(stack.enter_context(connect(**known)).cursor())
            for statement in TRUSTING:
                cursor.execute(statement)
            listed = ", ".join(f'"{name}"' for name in names)
            streams.append(stack.enter_context(cursor.copy(f"COPY {table} ({listed}) FROM STDIN")))
        words, entries, articles = streams
        for story in stories(different, DAYS / times):
            entry = entry_of(story, *where[story.site])
            words.write_row([entry.position, *(" ".join(column) for column in lexemes(entry))])
            entries.write_row([getattr(entry, field.attname) for field in entry_fields])
            articles.write_row(values(story, *where[story.site]))
    _note(f"{different} articles copied", start)
    for time_ in range(1, times):
        shift = int(DAYS / times * 86_400) * time_
        _run(_repeat(list(columns.items()), different, time_, shift), start)
    _run(["SET maintenance_work_mem = '1GB'", *later, *(f"VACUUM ANALYZE {table}" for table in columns)], start)


def _repeat(columns: list[tuple[str, list[str]]], different: int, time_: int, seconds: int) -> list[str]:
    """Return the statements that repeat the first articles, some seconds later, under further ids."""
    (words, word_columns), (entries, entry_columns), (articles, article_columns) = columns
    more = different * time_
    later = f"interval '{seconds} seconds'"
    position = f"position + ({seconds}::bigint << 30) + ({more}::bigint << 4)"
    new = {
        "id": f"id + {more}",
        "object_id": f"object_id + {more}",
        "position": position,
        **{name: f"{name} + {later}" for name in ("published_at", "created_at", "updated_at")},
    }

    def statement(table: str, names: list[str], first: str) -> str:
        listed = ", ".join(names)
        values = ", ".join(new.get(name, name) for name in names)
        return f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE {first} ORDER BY {first.split()[0]}"

    end = f"(SELECT max(position) FROM {entries} WHERE object_id <= {different})"
    return [
        statement(words, word_columns, f"position <= {end}"),
        statement(entries, entry_columns, f"object_id <= {different}"),
        statement(articles, article_columns, f"id <= {different}"),
    ]


def _parts(table: str) -> list[str]:
    """Return the tables of which a table consists."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [table])
        return [name for (name,) in cursor.fetchall()]


def _without_indexes(table: str) -> list[str]:
    """Drop the indexes of a table that no constraint needs, and return the statements that make them again."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)",
            [table],
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition.replace(" ON ONLY ", " ON ") for _name, definition in found]  # in each of its parts, too


def _run(statements: list[str], start: float) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            _note(statement[:70], start)


def _note(what: str, start: float) -> None:
    print(f"{time.monotonic() - start:7.0f} s  {what}", flush=True)


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
