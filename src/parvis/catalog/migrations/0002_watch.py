from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_configuration_stamps"),
        ("catalog", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL([("SELECT watch_configuration('catalog_calendar')", None)]),
        migrations.RunSQL([("SELECT watch_configuration('catalog_closure')", None)]),
        migrations.RunSQL([("SELECT watch_configuration('catalog_departmentcalendar')", None)]),
        migrations.RunSQL([("SELECT watch_configuration('catalog_requesttype')", None)]),
    ]
