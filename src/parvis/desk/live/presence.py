"""« I am on this case », said every twenty seconds by its page; « I write to the person », as soon as it is so."""

import json
from collections import defaultdict, deque
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parvis.cases.models import Case
from parvis.desk.live.changes import COLUMNS, write_facts
from parvis.live.bus import tell
from parvis.live.presence import DOINGS
from parvis.organisation.current import agent_required

#: Beats of one agent, all tabs together, in this process.
MOST, DURING = 60, 10.0
LONGEST_TAB = 24

_beats: defaultdict[tuple[int, int], deque[float]] = defaultdict(lambda: deque(maxlen=MOST))


@agent_required
@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """``ref``, ``tab``, ``doing`` (reading, noting, replying, or nothing to leave), ``enters`` at the first beat."""
    given, agent = request.POST, request.agent  # type: ignore[attr-defined]
    doing, tab = given.get("doing", ""), given.get("tab", "")[:LONGEST_TAB]
    if doing and doing not in DOINGS:
        return HttpResponse(status=400)
    if _too_many((agent.tenant_id, agent.pk)):
        return HttpResponse(status=429)
    reference = given.get("ref", "").replace("\x00", "")
    readable = Case.objects.readable_by(request.access)  # type: ignore[attr-defined]
    case = readable.only(*COLUMNS).filter(reference=reference).first()
    if case is None:
        return HttpResponse(status=404)
    said = {
        "ref": case.reference,
        "id": case.pk,
        "version": case.version,
        "facts": write_facts(case),
        "agent": agent.pk,
        "name": agent.display_name,
        "tab": tab,
        "doing": doing,
        "enters": "enters" in given,
    }
    tell("presence", json.dumps(said, ensure_ascii=False))
    return HttpResponse(status=204)


def _too_many(agent: tuple[int, int]) -> bool:
    beats, now = _beats[agent], monotonic()
    if len(beats) == MOST and beats[0] > now - DURING:
        return True
    beats.append(now)
    return False
