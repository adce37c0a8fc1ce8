from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "parvis.intake"
    label = "intake"
