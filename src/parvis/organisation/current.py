"""Who is signed in on this host: checked against the membership at every request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from parvis.history.actors import Actor
from parvis.kit.logcontext import add_to_log
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.language import in_french
from parvis.organisation.models import Agent

#: The session key that ties a session to the host's tenant.
SESSION_TENANT = "parvis_tenant"


def find_agent(request: HttpRequest) -> Agent | None:
    """The agent signed in here; None for a stranger, a leaver, or a session of another host."""
    account_id = request.session.get(SESSION_KEY)
    if account_id is None or request.session.get(SESSION_TENANT) != request.tenant.pk:  # type: ignore[attr-defined]
        return None
    agent = Agent.objects.select_related("account").filter(account_id=account_id, active=True).first()
    if agent is None or not agent.account.is_active:
        return None
    kept = request.session.get(HASH_SESSION_KEY, "")
    if not constant_time_compare(kept, agent.account.get_session_auth_hash()):
        return None
    add_to_log(actor=agent.pk)
    return agent


class AgentMiddleware:
    """``request.agent`` (or None), ``request.access`` and ``request.actor``, loaded when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if hasattr(request, "tenant"):
            request.agent = SimpleLazyObject(lambda: find_agent(request))  # type: ignore[attr-defined]
            request.access = SimpleLazyObject(lambda: _access(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if _signed_in(request):
            # A shared machine must not show the page again once its agent has left.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _signed_in(request: HttpRequest) -> bool:
    """Whether the page looked at the session of an agent; costs no query."""
    session = getattr(request, "session", None)
    return session is not None and session.accessed and SESSION_TENANT in session


def _access(request: HttpRequest) -> Access:
    agent = request.agent  # type: ignore[attr-defined]
    return Access.of(agent) if agent else Access.nobody()


def actor(request: HttpRequest) -> Actor:
    """The signed-in agent as the ``by=`` of a verb."""
    return actor_of(request.agent, request.access)  # type: ignore[attr-defined]


def agent_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the desk: strangers are sent to sign in, and come back after."""

    @wraps(view)
    @in_french
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.agent:  # type: ignore[attr-defined]
            from django.urls import reverse

            return redirect_to_login(request.get_full_path(), reverse("organisation:sign_in"))
        return view(request, *args, **kwargs)

    return checked


def role_required(
    *roles: str,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Pages of some roles only; for the others they do not exist."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        @agent_required
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.access.has(*roles):  # type: ignore[attr-defined]
                raise Http404
            return view(request, *args, **kwargs)

        return checked

    return decorate
