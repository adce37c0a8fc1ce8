"""One act on many cases: its preview, its progress, what came of it, and the way back. Its author alone sees it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parvis.cases.models import Case
from parvis.desk.bulk import leading
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.bulk.models import BulkItem, BulkRun
from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.organisation.screens.refused import opens_lists

State, ItemState = BulkRun.State, BulkItem.State
#: A job that says nothing for so long is dead; one that has not begun waits behind others, or did not come with its town.
SILENT, UNBEGUN = timedelta(seconds=60), timedelta(minutes=5)
#: Cases named in each group; « la suite » shows the next ones.
NAMED = 60
#: Runs in the list of those one made.
LISTED = 50
TONES = {
    State.PREPARED: ("list-check", "amber"),
    State.RUNNING: ("player-play", "teal"),
    State.STOPPED: ("alert-triangle", "red"),
    State.DONE: ("circle-check", "green"),
    State.UNDOING: ("rotate", "teal"),
    State.UNDONE: ("arrow-back-up", "slate"),
}
GROUPS = (
    ItemState.DONE,
    ItemState.UNDONE,
    ItemState.KEPT,
    ItemState.SKIPPED,
    ItemState.FAILED,
    ItemState.PENDING,
)


@dataclass(frozen=True)
class Group:
    """The items of one outcome and, of those left, one reason."""

    state: str
    reason: str
    number: int
    cases: list[Case]
    #: Of which the reader may not read more than the number.
    hidden: int


@require_safe
@opens_lists
def runs(request: HttpRequest) -> HttpResponse:
    mine = BulkRun.objects.filter(by_id=request.access.agent_id).order_by("-id")[:LISTED]  # type: ignore[attr-defined]
    totals = _counts([run.pk for run in mine])
    rows = [(run, BULK_ACTS[run.act], _tone(run), sum(totals.get(run.pk, {}).values())) for run in mine]
    return render(request, "desk/bulk/runs.html", {"nav_active": "queue", "rows": rows})


@require_safe
@opens_lists
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    found = BulkRun.objects.filter(pk=run_id, by_id=request.access.agent_id).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    counts = _counts([found.pk]).get(found.pk, {})
    total = sum(counts.values())
    over = total - counts.get(ItemState.PENDING, 0)
    if found.state == State.UNDOING:
        over = total - counts.get(ItemState.DONE, 0) - counts.get(ItemState.PENDING, 0)
    context: dict[str, Any] = {
        "nav_active": "queue",
        "run": found,
        "act": BULK_ACTS[found.act],
        "tone": _tone(found),
        "counts": {str(state): counts.get(state, 0) for state in ItemState.values},
        "total": total,
        "over": over,
        "silent": _silent(found),
        "groups": [] if found.is_working else _groups(request, found),
        "may_undo": found.state in (State.DONE, State.STOPPED)
        and BULK_ACTS[found.act].undoable
        and counts.get(ItemState.DONE, 0) > 0,
    }
    return render(request, "desk/bulk/run.html", context)


def _counts(runs: list[int]) -> dict[int, dict[str, int]]:
    """By run, how many items of each state. One statement."""
    found: dict[int, dict[str, int]] = {}
    rows = (
        BulkItem.objects.filter(run_id__in=runs)
        .values_list("run_id", "state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for run_id, state, number in rows:
        found.setdefault(run_id, {})[state] = number
    return found


def _groups(request: HttpRequest, found: BulkRun) -> list[Group]:
    """What came of them, by outcome and reason, with the first of each. Three queries whatever their number."""
    counted = found.items.values_list("state", "reason").annotate(n=Count("pk")).order_by("-n", "reason")
    rows = sorted(counted[:40], key=lambda row: GROUPS.index(ItemState(row[0])))
    rank = Window(RowNumber(), partition_by=[F("state"), F("reason")], order_by="id")
    first: dict[tuple[str, str], list[int]] = {(state, reason): [] for state, reason, _number in rows}
    named = found.items.annotate(rank=rank).filter(rank__lte=NAMED).order_by("id")
    for state, reason, case_id in named.values_list("state", "reason", "case_id"):
        first.setdefault((state, reason), []).append(case_id)
    readable = (
        Case.objects.readable_by(request.access)  # type: ignore[attr-defined]
        .select_related("request_type").only("reference", "tenant", "request_type__label", "request_type__tenant")
        .filter(pk__in=[pk for ids in first.values() for pk in ids]).in_bulk()
    )  # fmt: skip
    groups = []
    for state, reason, number in rows:
        cases = [readable[pk] for pk in sorted(first[state, reason]) if pk in readable]
        groups.append(Group(state, reason, number, cases, number - len(cases)))
    return groups


def _tone(found: BulkRun) -> tuple[str, str]:
    return ("alert-triangle", "red") if _silent(found) else TONES[State(found.state)]


def _silent(found: BulkRun) -> bool:
    if not found.is_working:
        return False
    if found.beat_at is not None:
        return clock.now() - found.beat_at > SILENT
    return found.confirmed_at is not None and clock.now() - found.confirmed_at > UNBEGUN


def _act(verb: Any) -> Any:
    @opens_lists
    @require_POST
    def view(request: HttpRequest, run_id: int) -> HttpResponseBase:
        if not BulkRun.objects.filter(pk=run_id, by_id=request.access.agent_id).exists():  # type: ignore[attr-defined]
            raise Http404
        try:
            verb(run_id, by=actor(request), at=clock.now())
        except leading.NotNow as refusal:
            messages.warning(request, str(refusal))
        return redirect("desk:bulk_run", run_id)

    return view


@opens_lists
@require_POST
def confirm(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """What writes to persons is confirmed by a box of its own."""
    found = BulkRun.objects.filter(pk=run_id, by_id=request.access.agent_id).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    if found.mails and request.POST.get("mails") != str(found.mails):
        messages.error(request, "Cochez la case : des personnes vont recevoir un message.")
        return redirect("desk:bulk_run", run_id)
    try:
        leading.confirm(run_id, by=actor(request), at=clock.now())
    except leading.NotNow as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk:bulk_run", run_id)


stop = _act(leading.stop)
resume = _act(leading.resume)
undo = _act(leading.take_back)


@opens_lists
@require_POST
def drop(request: HttpRequest, run_id: int) -> HttpResponseBase:
    if not BulkRun.objects.filter(pk=run_id, by_id=request.access.agent_id).exists():  # type: ignore[attr-defined]
        raise Http404
    try:
        leading.drop(run_id, by=actor(request))
    except leading.NotNow as refusal:
        messages.warning(request, str(refusal))
        return redirect("desk:bulk_run", run_id)
    messages.info(request, "Rien n'a été fait.")
    return redirect("desk:queue")
