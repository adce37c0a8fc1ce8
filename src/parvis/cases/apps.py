from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "parvis.cases"
    label = "cases"

    def ready(self) -> None:
        # Each registers what it adds: a rule on files, event types, the sealed cases one opened in emergency.
        from parvis.cases import contributing_events, emergency, file_readers, tying_events  # noqa: F401
