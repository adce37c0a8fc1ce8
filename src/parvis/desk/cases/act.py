"""One act on a case: its small form as a page or a fragment (GET), and the verb it calls (POST)."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.cases.acting import NotAllowed, NotPossible, Stale, Unclear
from parvis.cases.models import Case
from parvis.desk.cases.acts import ACTS
from parvis.desk.cases.finding import is_readable, readable_case, way_back, with_way_back
from parvis.desk.cases.forms import ActForm, refused_uploads
from parvis.desk.cases.once import AlreadyDone, KeyReused, only_once
from parvis.desk.cases.recipients import Recipient, recipient_of
from parvis.desk.cases.sealed_reading import note_reading
from parvis.desk.cases.what_changed import seen_of, what_changed
from parvis.desk.entry.vault import vault_key, vault_owner
from parvis.desk.reading_log import logs_reading
from parvis.files.sniffing import Refused as FileRefused
from parvis.kit import clock
from parvis.organisation.current import actor, agent_required

#: An act's form, or what makes it with something more than the case.
MakeForm = Callable[..., ActForm]


@require_http_methods(["GET", "HEAD", "POST"])
@logs_reading
@agent_required
def act_page(request: HttpRequest, reference: str, noun: str) -> HttpResponse:
    if noun not in ACTS:
        raise Http404
    return answer(request, readable_case(request, reference), ACTS[noun])


def answer(request: HttpRequest, case: Case, make: MakeForm) -> HttpResponse:
    """The form that ``make`` makes, drawn or performed."""
    if request.method == "POST":
        return _perform(request, case, make)
    form = make(case=case, access=request.access)  # type: ignore[attr-defined]
    form.fill(request.GET)
    if not form.is_allowed() or not form.is_possible(case):
        return _drawn(
            request, case, form, 403, {"refusal": "Ce geste n'est pas possible sur cette demande maintenant."}
        )
    return _drawn(request, case, form, 200)


def _version(form: ActForm) -> int | None:
    """The version the form was drawn from. A change sent without one is stale: it must not overwrite in silence."""
    given: int | None = form.cleaned_data["version"]
    return given if given is not None or form.adds_only else 0


def _perform(request: HttpRequest, case: Case, make: MakeForm) -> HttpResponse:
    """The verb's own words answer every refusal; what was typed is shown again with each of them."""
    form = make(request.POST, request.FILES, case=case, access=request.access)  # type: ignore[attr-defined]
    if refused_uploads(request, form) or not form.is_valid():
        return _drawn(request, case, form, 422)
    given, at = form.cleaned_data, clock.now()
    try:
        only_once(given["key"], case=case, content=form.content, at=at)
        form.perform(case, by=actor(request), at=at, version=_version(form))
    except AlreadyDone:
        messages.info(request, "C'était déjà enregistré : rien n'a été fait deux fois.")
        return _gone_to(request, _after(request, case, form))
    except KeyReused:
        fresh = _again(request, case, make, key=secrets.token_urlsafe(16))
        notice = "Ce formulaire a déjà servi, avec un autre texte. Relisez celui-ci et envoyez-le s'il est bien nouveau."
        return _drawn(request, case, fresh, 409, {"refusal": notice})
    except Stale as stale:
        changed = what_changed(stale, given["seen"], request.access)  # type: ignore[attr-defined]
        now = {"version": str(stale.case.version), "seen": seen_of(stale.case)}
        return _drawn(
            request, case, _again(request, stale.case, make, **now), 409, {"stale": stale, "changed": changed}
        )
    except Unclear as unclear:
        form.add_error(unclear.field if unclear.field in form.fields else None, str(unclear))
        return _drawn(request, case, form, 422)
    except FileRefused as refused:
        form.add_error("files", str(refused))
        return _drawn(request, case, form, 422)
    except (NotPossible, NotAllowed) as refused:
        if not is_readable(request, case):
            raise Http404 from None
        status = 409 if isinstance(refused, NotPossible) else 403
        return _drawn(request, case, form, status, {"refusal": str(refused)})
    messages.success(request, form.done)
    for remark in form.remarks:
        messages.warning(request, remark)
    if not is_readable(request, case):
        messages.info(
            request, f"La demande {case.reference} n'est plus de votre ressort : elle a quitté vos listes."
        )
        return _gone_to(request, reverse("desk:my_day"))
    return _gone_to(request, _after(request, case, form))


def _gone_to(request: HttpRequest, url: str) -> HttpResponse:
    """From a dialog the whole page is loaded anew; a fetch would follow the redirection by itself."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _again(request: HttpRequest, case: Case, make: MakeForm, **changed: str) -> ActForm:
    data = request.POST.copy()
    for name, value in changed.items():
        data[name] = value
    return make(data, case=case, access=request.access)  # type: ignore[attr-defined]


def _drawn(
    request: HttpRequest, case: Case, form: ActForm, status: int, extra: dict[str, Any] | None = None
) -> HttpResponse:
    note_reading(request, case)
    recipient: Recipient | None = recipient_of(case, request.access) if form.audience == "public" else None  # type: ignore[attr-defined]
    context = {
        "case": case,
        "form": form,
        "recipient": recipient,
        "action": with_way_back(form.url, way_back(request)),
        "case_url": _case_url(request, case),
        "files_lost": form.is_bound and form.has_files and bool(request.FILES),
        "autofocus": not form.is_bound,
        "nav_active": "queue",
        "dialog": bool(request.htmx),  # type: ignore[attr-defined]
        "vault_key": vault_key(request.agent),  # type: ignore[attr-defined]
        "vault_owner": vault_owner(request.agent),  # type: ignore[attr-defined]
    } | (extra or {})
    fragment = request.htmx  # type: ignore[attr-defined]
    return render(
        request, "desk/cases/_act.html" if fragment else "desk/cases/act.html", context, status=status
    )


def _case_url(request: HttpRequest, case: Case) -> str:
    return with_way_back(reverse("desk:case", args=[case.reference]), way_back(request))


def _after(request: HttpRequest, case: Case, form: ActForm) -> str:
    back = way_back(request)
    if form.leads_back and (back == reverse("desk:my_day") or back.startswith(reverse("desk:tasks"))):
        return back
    return _case_url(request, case)
