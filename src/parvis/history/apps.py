from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "parvis.history"
    label = "history"

    def ready(self) -> None:
        from parvis.history import reactions

        reactions.load()
