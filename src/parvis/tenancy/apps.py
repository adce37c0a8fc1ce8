from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "parvis.tenancy"
    label = "tenancy"
