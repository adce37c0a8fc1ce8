from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("replies", "0003_live"),
    ]

    operations = [
        migrations.AlterField(
            model_name="approvalrule",
            name="about",
            field=models.CharField(
                choices=[
                    ("all", "Les réponses, les questions et les textes de clôture"),
                    ("replies", "Les réponses et les questions"),
                    ("closures", "Les textes de clôture"),
                    ("refusals", "Les refus"),
                ],
                default="all",
                max_length=10,
                verbose_name="porte sur",
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reply", "Réponse"),
                    ("closure", "Clôture"),
                    ("question", "Question"),
                    ("note", "Note interne"),
                ],
                default="reply",
                max_length=8,
            ),
        ),
    ]
