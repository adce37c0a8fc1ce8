from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "parvis.routing"
    label = "routing"
