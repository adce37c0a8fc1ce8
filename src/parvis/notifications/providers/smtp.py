"""Through the mail server that PARVIS_SMTP_URL names, one connection a message."""

import smtplib

from django.core.mail import EmailMessage, get_connection

from parvis.kit.env import env
from parvis.notifications.providers.registry import Provider, Refused, Unreachable

TIMEOUT = 15  # seconds


class SmtpProvider(Provider):
    code = "smtp"
    label = "Serveur de messagerie"

    @classmethod
    def send(cls, message: EmailMessage) -> None:
        settings = env().smtp
        if settings is None:
            raise Unreachable("Aucun serveur de messagerie n'est réglé")
        connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend",
            host=settings.host,
            port=settings.port,
            username=settings.user,
            password=settings.password,
            use_tls=settings.tls == "starttls",
            use_ssl=settings.tls == "tls",
            timeout=TIMEOUT,
        )
        try:
            connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            code = next(iter(refusal.recipients.values()))[0]
            raise _trouble(code, "Adresse refusée", final=_is_final(code)) from None
        except smtplib.SMTPDataError as refusal:
            raise _trouble(
                refusal.smtp_code, "Message refusé par le serveur", final=_is_final(refusal.smtp_code)
            ) from None
        except smtplib.SMTPResponseException as refusal:
            # Sign-in or sender refused: a setting to repair, not a fault of this message.
            raise _trouble(refusal.smtp_code, "Envoi refusé par le serveur", final=False) from None
        except (smtplib.SMTPException, OSError) as trouble:
            raise Unreachable(f"Serveur de messagerie injoignable ({type(trouble).__name__})") from None


def _is_final(code: int) -> bool:
    """55x is about this mailbox or this message; 50x is a server that stumbles, 4xx one that asks to come back."""
    return 550 <= code <= 559


def _trouble(code: int, what: str, *, final: bool) -> Refused | Unreachable:
    return (Refused if final else Unreachable)(f"{what} ({code})")
