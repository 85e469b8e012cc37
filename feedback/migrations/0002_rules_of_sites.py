"""Public holidays from 2024 to 2027; rules and a text of consent for the sites that were there before."""

import datetime

from django.db import migrations

from feedback.rules import FIRST_CONSENT
from feedback.working_days import rows


def fill(apps, schema_editor):
    Site = apps.get_model("provinces", "Site")
    ConsentText = apps.get_model("feedback", "ConsentText")
    FeedbackRules = apps.get_model("feedback", "FeedbackRules")
    Holiday = apps.get_model("feedback", "Holiday")
    for row in rows():
        Holiday.objects.get_or_create(
            starts_on=datetime.date.fromisoformat(row["from"]),
            defaults={
                "ends_on": datetime.date.fromisoformat(row["to"]),
                "is_working": row["kind"] == "work",
                "name": row["name"],
                "source": row["source"],
            },
        )
    wording = {f"wording_{code}": text for code, text in FIRST_CONSENT.items()}
    for site in Site.objects.all():
        FeedbackRules.objects.create(site=site)
        ConsentText.objects.create(site=site, version=1, wording=FIRST_CONSENT["vi"], **wording)


class Migration(migrations.Migration):

    dependencies = [("feedback", "0001_feedback"), ("provinces", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
