"""One more reason to be told: one's department follows the case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_live"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agentnotice",
            name="reason",
            field=models.CharField(
                choices=[
                    ("mention", "On me mentionne dans une note"),
                    ("approval", "On me demande de valider un texte"),
                    ("assigned", "On me confie une demande"),
                    ("task", "On confie une tâche, à moi ou à mon service"),
                    ("department", "On mentionne mon service dans une note"),
                    ("writing", "Mon texte est validé, renvoyé ou retenu"),
                    ("mine", "Du nouveau sur une demande dont je suis chargé"),
                    ("overdue", "Une demande dont je suis chargé est en retard"),
                    ("handed_over", "Une demande est transmise à mon service"),
                    ("followed", "Du nouveau sur une demande que je suis"),
                    ("dept_follows", "Du nouveau sur une demande que mon service suit"),
                ],
                max_length=12,
                verbose_name="raison",
            ),
        ),
    ]
