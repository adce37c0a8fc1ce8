from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "parvis.insights"
    label = "insights"
