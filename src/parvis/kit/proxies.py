"""Behind a reverse proxy the visitor's address comes in a header: believed only from the proxies we were told of."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.http import HttpRequest, HttpResponseBase

from parvis.kit.env import env


class ProxyMiddleware:
    """Put the visitor's own address in ``REMOTE_ADDR``: rate limits and logs of refusals count by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.trusted = [ip_network(name, strict=False) for name in env().trusted_proxies]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.trusted and self._is_trusted(request.META.get("REMOTE_ADDR", "")):
            # From the nearest hop back: the first that is not one of our proxies is the visitor.
            for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                if hop.strip() and _is_address(hop.strip()) and not self._is_trusted(hop.strip()):
                    request.META["REMOTE_ADDR"] = hop.strip()
                    break
        return self.get_response(request)

    def _is_trusted(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
