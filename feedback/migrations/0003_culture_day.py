"""24 November, a public holiday since 2026, for installations that have the days of before."""

import datetime

from django.db import migrations

DAYS = (datetime.date(2026, 11, 24), datetime.date(2027, 11, 24))


def fill(apps, schema_editor):
    Holiday = apps.get_model("feedback", "Holiday")
    for day in DAYS:
        more = {"ends_on": day, "name": "Ngày Văn hóa Việt Nam", "source": "Nghị quyết 80-NQ/TW ngày 7/1/2026"}
        Holiday.objects.get_or_create(starts_on=day, defaults=more)


class Migration(migrations.Migration):

    dependencies = [("feedback", "0002_rules_of_sites")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
