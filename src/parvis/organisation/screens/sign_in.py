"""Sign in and out. A session opens for an active agent of this host's town, and for this town alone."""

from datetime import datetime
from math import ceil

from django.contrib.auth import authenticate, login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from parvis.kit import clock
from parvis.kit.transactions import no_transaction
from parvis.organisation.attempts import Purpose, forget, remember, wait_until
from parvis.organisation.current import SESSION_TENANT
from parvis.organisation.language import in_french
from parvis.organisation.models import Account, Agent
from parvis.organisation.screens.demo_accounts import DEMO_PASSWORD, demo_accounts
from parvis.organisation.screens.forms import SignInForm

REFUSED = "Adresse ou mot de passe incorrect."


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as the server (or its trusted proxy) says it."""
    return str(request.META.get("REMOTE_ADDR") or "")


def landing(request: HttpRequest) -> str:
    """Where to go once signed in: the page that was asked for if it is one of ours, else the day's page."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "")
    if (
        wanted.startswith("/")  # « desk » alone would be read as the name of a page
        and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        and not wanted.startswith(reverse("organisation:sign_in"))
    ):
        return wanted
    return reverse("desk:my_day")


@no_transaction  # a refused attempt is counted although the answer is a refusal
@in_french
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        if request.method != "POST":
            if request.agent:  # type: ignore[attr-defined]
                return HttpResponseRedirect(landing(request))
            return _page(request, SignInForm())
        form = SignInForm(request.POST)
        if not form.is_valid():
            return _page(request, form, status=422)
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        address, at = address_of(request), clock.now()
        if until := wait_until(Purpose.SIGN_IN, email, address, at):
            form.add_error(None, _wait(until, at))
            return _page(request, form, status=429)
        account = find_account(request, email, password)
        if account is None:
            remember(Purpose.SIGN_IN, email, address, at)
            form.add_error(None, REFUSED)
            return _page(request, form, status=422)
        forget(Purpose.SIGN_IN, email, address)
        open_session(request, account)
    return HttpResponseRedirect(landing(request))


def find_account(request: HttpRequest, email: str, password: str) -> Account | None:
    """The account, if it is an active agent's of this town. A stranger costs as much time as a wrong password."""
    account = authenticate(request, username=email.strip(), password=password)
    if not isinstance(account, Account) or not Agent.objects.filter(account=account, active=True).exists():
        return None
    return account


def open_session(request: HttpRequest, account: Account) -> None:
    """A new session key, and nothing of the session before."""
    request.session.flush()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session[SESSION_TENANT] = request.tenant.pk  # type: ignore[attr-defined]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return redirect("organisation:sign_in")


def _wait(until: datetime, at: datetime) -> str:
    minutes = max(1, ceil((until - at).total_seconds() / 60))
    return f"Trop d'essais. Attendez {minutes} min, ou choisissez un nouveau mot de passe."


def _page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "demo_accounts": demo_accounts(request.tenant),  # type: ignore[attr-defined]
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "organisation/sign_in.html", context, status=status)
