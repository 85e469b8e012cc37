"""PostgreSQL: the words of entries in a table of their own, found by one index without reading rows.

Before, tsvector columns with places stood beside the entries; with a million of them a phrase of common words read
each row that held these. SQLite's word table stays as it is.
"""

from django.db import migrations, models

COLUMNS = ("scope", "title", "text", "exact", "pairs")
OLD = {
    "title_words": "folded_title || ' ' || numbers",
    "text_words": "folded || ' ' || numbers",
    "exact_words": "exact || ' ' || numbers",
}
FORWARDS = [
    *(f"ALTER TABLE search_searchentry DROP COLUMN {name}" for name in OLD),
    "CREATE TABLE search_words (position bigint PRIMARY KEY, "
    + ", ".join(f"{name} tsvector NOT NULL" for name in COLUMNS)
    # What is compared row by row stays in the row; pairs are looked for in the index only.
    + ") WITH (toast_tuple_target = 4080)",
    "ALTER TABLE search_words ALTER COLUMN pairs SET STORAGE EXTERNAL",
    *(f"ALTER TABLE search_words ALTER COLUMN {name} SET STATISTICS 1000" for name in ("position", *COLUMNS)),
    f"CREATE INDEX search_words_gin ON search_words USING gin ({', '.join(COLUMNS)}) WITH (fastupdate = off)",
]
BACKWARDS = [
    "DROP TABLE search_words",
    *(
        statement
        for name, words in OLD.items()
        for statement in (
            f"ALTER TABLE search_searchentry ADD COLUMN {name} tsvector"
            f" GENERATED ALWAYS AS (to_tsvector('simple', {words})) STORED",
            f"CREATE INDEX searchentry_{name} ON search_searchentry USING gin ({name})",
        )
    ),
]


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in FORWARDS:
            schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in BACKWARDS:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_documents_can_be_found")]
    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.AlterField(
            "searchentry",
            "kind",
            models.CharField(
                choices=[
                    ("article", "article"),
                    ("document", "document"),
                    ("page", "about page"),
                    ("album", "photo album"),
                ],
                max_length=10,
            ),
        ),
    ]
