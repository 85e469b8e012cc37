"""The database itself refuses to change an entry of the audit log; only links to what is deleted may become empty.

PostgreSQL refuses to delete entries too; SQLite does since the migration after this one.
"""

from django.db import migrations

TABLE = "provinces_auditentry"
FIXED = ("id", "user_name", "verb", "object_type", "object_id", "object_label", "detail", "address", "at")
SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in FIXED)
EMPTIED = " AND ".join(f"(NEW.{name} IS NULL OR NEW.{name} = OLD.{name})" for name in ("site_id", "user_id"))
SAID = "audit entries are never changed"
FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER auditentry_fixed BEFORE UPDATE ON {TABLE} "
        f"WHEN NOT ({SAME.replace('IS NOT DISTINCT FROM', 'IS')} AND {EMPTIED}) "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END$$",
        f"CREATE TRIGGER auditentry_fixed BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN (NOT ({SAME} AND {EMPTIED})) EXECUTE FUNCTION auditentry_refuse()",
        f"CREATE TRIGGER auditentry_kept BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION auditentry_refuse()",
    ],
}
BACKWARDS = {
    "sqlite": ["DROP TRIGGER auditentry_fixed"],
    "postgresql": [
        f"DROP TRIGGER auditentry_fixed ON {TABLE}",
        f"DROP TRIGGER auditentry_kept ON {TABLE}",
        "DROP FUNCTION auditentry_refuse()",
    ],
}


def forwards(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("provinces", "0003_network_modes")]

    operations = [migrations.RunPython(forwards, backwards)]
