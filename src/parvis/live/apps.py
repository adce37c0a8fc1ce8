from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "parvis.live"
    label = "live"
