from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "parvis.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        import parvis.tenancy.lookups  # noqa: F401
