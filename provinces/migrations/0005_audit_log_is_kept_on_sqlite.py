"""SQLite refuses to delete an entry of the audit log too, and to put another one in its place.

`INSERT OR REPLACE` deletes without asking a trigger for deletions, so that an insertion is looked at as well. Who
empties the whole database does it inside `provinces.audit.emptying()`.
"""

from django.db import migrations

TABLE = "provinces_auditentry"
REFUSE = "BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END"
FORWARDS = [
    f"CREATE TRIGGER auditentry_kept BEFORE DELETE ON {TABLE} {REFUSE}",
    f"CREATE TRIGGER auditentry_own BEFORE INSERT ON {TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) {REFUSE}",
]
BACKWARDS = ["DROP TRIGGER auditentry_kept", "DROP TRIGGER auditentry_own"]


def run(schema_editor, statements):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, FORWARDS)


def backwards(apps, schema_editor):
    run(schema_editor, BACKWARDS)


class Migration(migrations.Migration):
    dependencies = [("provinces", "0004_audit_log_is_only_added_to")]

    operations = [migrations.RunPython(forwards, backwards)]
