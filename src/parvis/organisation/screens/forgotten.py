"""A forgotten password: the answer never tells whether the account exists."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.kit import clock
from parvis.organisation.attempts import Purpose, remember, wait_until
from parvis.organisation.jobs import send_password_link
from parvis.organisation.language import in_french
from parvis.organisation.passwords import agent_by_email
from parvis.organisation.screens.forms import ForgottenForm
from parvis.organisation.screens.sign_in import address_of


@in_french
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            return render(request, "organisation/forgotten.html", {"form": form}, status=422)
        _ask(request, form.cleaned_data["email"])
        return redirect("organisation:forgotten_sent")
    return render(request, "organisation/forgotten.html", {"form": form})


def _ask(request: HttpRequest, email: str) -> None:
    """Beyond a few times in a quarter of an hour nothing more is sent, and the answer stays the same."""
    address, at = address_of(request), clock.now()
    if wait_until(Purpose.PASSWORD, email, address, at):
        return
    remember(Purpose.PASSWORD, email, address, at)
    agent = agent_by_email(email)
    with transaction.atomic():
        send_password_link.defer(
            tenant_id=request.tenant.pk,  # type: ignore[attr-defined]
            agent_id=agent.pk if agent else 0,
            reason="forgotten",
        )


@in_french
@require_http_methods(["GET", "HEAD"])
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "organisation/forgotten_sent.html")
