"""Articles that are scheduled already get the moment at which they go out."""

from django.db import migrations
from django.db.models import F


def plan(apps, schema_editor):
    articles = apps.get_model("articles", "Article")._base_manager
    articles.filter(state="scheduled", due_at=None).update(due_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_corrections_and_due_revisions")]

    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
