"""Choose a password: by a mailed link (the first one, or a new one), or once signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from parvis.organisation.current import agent_required
from parvis.organisation.language import in_french
from parvis.organisation.passwords import BadPasswordLink, open_password_link
from parvis.organisation.screens.forms import ChangePasswordForm, NewPasswordForm
from parvis.organisation.screens.sign_in import open_session


@in_french
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    try:
        agent = open_password_link(uid, token)
    except BadPasswordLink:
        return render(request, "organisation/bad_link.html", status=404)
    form = NewPasswordForm(agent.account, request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            # Every session of the account ends: each one holds a fingerprint of the password.
            agent.account.set_password(form.cleaned_data["password"])
            agent.account.save(update_fields=["password"])
            messages.success(request, "Votre mot de passe est enregistré. Connectez-vous.")
            return redirect("organisation:sign_in")
        status = 422
    context = {"form": form, "account": agent.account, "first": not agent.account.has_usable_password()}
    return render(request, "organisation/choose_password.html", context, status=status)


@never_cache
@sensitive_post_parameters("current", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def change_password(request: HttpRequest) -> HttpResponse:
    account = request.agent.account  # type: ignore[attr-defined]
    form = ChangePasswordForm(account, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            account.set_password(form.cleaned_data["password"])
            account.save(update_fields=["password"])
            open_session(request, account)
            messages.success(request, "Votre mot de passe est changé. Vos autres sessions sont fermées.")
            return redirect("desk:my_day")
        return render(request, "organisation/change_password.html", {"form": form}, status=422)
    return render(request, "organisation/change_password.html", {"form": form})
