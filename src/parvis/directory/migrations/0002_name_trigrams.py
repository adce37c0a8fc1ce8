from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_configuration_stamps"),
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            [
                (
                    "CREATE INDEX person_name_trigrams ON directory_person USING gin (tenant_id, sort_name gin_trgm_ops)",
                    None,
                )
            ]
        ),
    ]
