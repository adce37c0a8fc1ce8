"""Into the data folder, one .eml file a message: what a trial without a mail server would have sent."""

import os
import re

from django.core.mail import EmailMessage

from parvis.kit.env import env
from parvis.notifications.providers.registry import Provider, Unreachable


class FolderProvider(Provider):
    code = "folder"
    label = "Dossier (aucun serveur de messagerie réglé)"

    @classmethod
    def send(cls, message: EmailMessage) -> None:
        folder = env().data / "mail"
        # Named after the message: sent twice, it is still one file.
        name = re.sub(r"[^A-Za-z0-9-]", "", str(message.extra_headers["Message-ID"]).split("@")[0])[:64]
        partial = folder / f".{name}.partial"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
            partial.replace(folder / f"{name}.eml")
        except OSError as error:
            raise Unreachable(f"Dossier des messages : {error.strerror}") from None
