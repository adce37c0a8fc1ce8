from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_configuration_stamps"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL([("SELECT watch_configuration('territory_district')", None)]),
    ]
