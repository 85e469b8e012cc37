"""Sites that were there before the library get their table of types; `documents.types` fills in those made later."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "types.csv"


def fill(apps, schema_editor):
    Site = apps.get_model("provinces", "Site")
    DocumentType = apps.get_model("documents", "DocumentType")
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for site in Site.objects.all():
        DocumentType.objects.bulk_create(
            [DocumentType(site=site, order=order, name=row["name_vi"], **row) for order, row in enumerate(rows)]
        )


class Migration(migrations.Migration):

    dependencies = [("documents", "0001_documents"), ("provinces", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
