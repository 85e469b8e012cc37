"""PostgreSQL: the word table in parts by time, so that a search for what is new reads little of the index."""

import datetime

from django.db import migrations

COLUMNS = ("scope", "title", "text", "exact", "pairs")
INDEX = f"USING gin ({', '.join(COLUMNS)}) WITH (fastupdate = off)"
AHEAD = 2  # years
# A match costs a page of the table, so rows are kept narrow: words are looked for in the index only and lie elsewhere.
STORAGE = {"scope": "PLAIN", "title": "EXTERNAL", "text": "EXTERNAL", "exact": "EXTERNAL", "pairs": "EXTERNAL"}
NARROW = "WITH (toast_tuple_target = 128)"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT extract(year FROM to_timestamp(position >> 30) AT TIME ZONE 'UTC')::int"
                       " FROM search_words")
        years = {year for (year,) in cursor.fetchall() if 2000 <= year <= 2100}
    this = datetime.datetime.now(datetime.UTC).year
    statements = [
        "ALTER TABLE search_words RENAME TO search_words_whole",
        "ALTER TABLE search_words_whole RENAME CONSTRAINT search_words_pkey TO search_words_whole_pkey",
        "DROP INDEX search_words_gin",
        "CREATE TABLE search_words (LIKE search_words_whole INCLUDING DEFAULTS INCLUDING STORAGE)"
        " PARTITION BY RANGE (position)",
        *(f"ALTER TABLE ONLY search_words ALTER COLUMN {name} SET STATISTICS 1000" for name in ("position", *COLUMNS)),
        *(f"ALTER TABLE ONLY search_words ALTER COLUMN {name} SET STORAGE {kind}" for name, kind in STORAGE.items()),
        f"CREATE TABLE search_words_rest PARTITION OF search_words DEFAULT {NARROW}",
        *(part(f"{year}", year, 1, 12) for year in sorted(years) if year < this),
        *(part(f"{year}_q{quarter}", year, 3 * quarter - 2, 3)
          for year in range(this, this + AHEAD + 1) for quarter in range(1, 5)),
        "INSERT INTO search_words SELECT * FROM search_words_whole ORDER BY position",
        "DROP TABLE search_words_whole",
        "ALTER TABLE search_words ADD CONSTRAINT search_words_pkey PRIMARY KEY (position)",
        f"CREATE INDEX search_words_gin ON search_words {INDEX}",
        "ANALYZE search_words",
    ]
    for statement in statements:
        schema_editor.execute(statement)


def part(name, year, month, months):
    number = year * 12 + month - 1
    first, last = (int(datetime.datetime(one // 12, one % 12 + 1, 1, tzinfo=datetime.UTC).timestamp()) << 30
                   for one in (number, number + months))
    return f"CREATE TABLE search_words_{name} PARTITION OF search_words FOR VALUES FROM ({first}) TO ({last}) {NARROW}"


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for statement in (
        "ALTER TABLE search_words RENAME TO search_words_parted",
        "CREATE TABLE search_words (LIKE search_words_parted INCLUDING DEFAULTS INCLUDING STORAGE)"
        " WITH (toast_tuple_target = 4080)",
        *(f"ALTER TABLE search_words ALTER COLUMN {name} SET STATISTICS 1000" for name in ("position", *COLUMNS)),
        "INSERT INTO search_words SELECT * FROM search_words_parted ORDER BY position",
        "DROP TABLE search_words_parted",
        "ALTER TABLE search_words ADD CONSTRAINT search_words_pkey PRIMARY KEY (position)",
        f"CREATE INDEX search_words_gin ON search_words {INDEX}",
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words_know_their_end")]
    operations = [migrations.RunPython(forwards, backwards)]
