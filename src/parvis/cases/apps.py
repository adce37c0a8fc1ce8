from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "parvis.cases"
    label = "cases"

    def ready(self) -> None:
        from parvis.cases import file_readers  # noqa: F401 - registers its rule
