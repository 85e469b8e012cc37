"""PostgreSQL: the word table knows until when readers see an entry, so that no entry is read for it."""

from django.db import migrations

FORWARDS = (
    "ALTER TABLE search_words ADD COLUMN expires_at timestamptz",
    "UPDATE search_words SET expires_at = entry.expires_at FROM search_searchentry entry"
    " WHERE entry.position = search_words.position AND entry.expires_at IS NOT NULL",
)
BACKWARDS = ("ALTER TABLE search_words DROP COLUMN expires_at",)


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in FORWARDS:
            schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in BACKWARDS:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_words_by_themselves")]
    operations = [migrations.RunPython(forwards, backwards)]
