"""Absolute addresses of a tenant's pages, for e-mails, receipts and the API."""

from parvis.kit.env import env
from parvis.tenancy.hosts import main_host
from parvis.tenancy.models import Collectivity


def base_url(collectivity: Collectivity) -> str:
    """Scheme, host and port, without a final slash."""
    settings = env()
    port = "" if settings.public_scheme == "https" or settings.port in (80, 443) else f":{settings.port}"
    return f"{settings.public_scheme}://{main_host(collectivity)}{port}"
