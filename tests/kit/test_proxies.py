"""Whose address is believed."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from parvis.kit.proxies import ProxyMiddleware


@pytest.mark.parametrize(
    ("trusted", "peer", "header", "expected"),
    [
        ((), "10.0.0.1", "203.0.113.9", "10.0.0.1"),
        (("10.0.0.0/8",), "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (("10.0.0.0/8",), "10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (("10.0.0.0/8",), "10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (("10.0.0.0/8",), "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (("10.0.0.0/8",), "10.0.0.1", "nonsense, ", "10.0.0.1"),
        (("::1",), "::1", "2001:db8::5", "2001:db8::5"),
    ],
)
def test_only_our_proxies_are_believed(monkeypatch, trusted, peer, header, expected):
    from dataclasses import replace

    from parvis.kit.env import env

    changed = replace(env(), trusted_proxies=trusted)
    monkeypatch.setattr("parvis.kit.proxies.env", lambda: changed)
    request = RequestFactory().get("/", headers={"x-forwarded-for": header}, REMOTE_ADDR=peer)
    ProxyMiddleware(lambda _: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == expected
