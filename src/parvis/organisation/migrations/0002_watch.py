from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_configuration_stamps"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL([("SELECT watch_configuration('organisation_sector')", None)]),
        migrations.RunSQL([("SELECT watch_configuration('organisation_department')", None)]),
    ]
