from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_daily_rows")]

    operations = [
        migrations.AddField(
            model_name="journalfile",
            name="copied",
            field=models.BigIntegerField(default=0),
        ),
    ]
