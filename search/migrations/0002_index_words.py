"""The words of entries as each database indexes them: an FTS5 table, or tsvector columns with GIN indexes."""

from django.db import migrations

VECTORS = {
    "title_words": "folded_title || ' ' || numbers",
    "text_words": "folded || ' ' || numbers",
    "exact_words": "exact || ' ' || numbers",
}
FORWARDS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "folded_title, folded, exact, numbers, scope, "
        "content='search_searchentry', content_rowid='position', tokenize=\"unicode61 remove_diacritics 0\")"
    ],
    "postgresql": [
        statement
        for name, words in VECTORS.items()
        for statement in (
            f"ALTER TABLE search_searchentry ADD COLUMN {name} tsvector"
            f" GENERATED ALWAYS AS (to_tsvector('simple', {words})) STORED",
            f"CREATE INDEX searchentry_{name} ON search_searchentry USING gin ({name})",
        )
    ],
}
BACKWARDS = {
    "sqlite": ["DROP TABLE search_words"],
    "postgresql": [f"ALTER TABLE search_searchentry DROP COLUMN {name}" for name in VECTORS],
}


def forwards(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search_entries")]
    operations = [migrations.RunPython(forwards, backwards)]
