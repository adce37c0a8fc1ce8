from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "parvis.ui"
    label = "ui"
    verbose_name = "Présentation"
