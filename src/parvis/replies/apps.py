from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "parvis.replies"
    label = "replies"

    def ready(self) -> None:
        from parvis.replies import file_readers  # noqa: F401 - registers its rule
