"""What a page missed, asked for: when the stream does not get through (a proxy that holds everything back), or too many
pages of a browser are open."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from parvis.desk.live.replaying import changed_since, since_of
from parvis.live.hub import cursor_now
from parvis.organisation.current import agent_required


@require_safe
@agent_required
def missed(request: HttpRequest) -> JsonResponse:
    """``?since=`` the cursor last given: what changed since, as the stream would have told it, and the next cursor."""
    cursor, since = cursor_now(), since_of(request.GET.get("since", ""))
    found = changed_since(since) if since else None
    # The page checks that it is still this agent's: another may have signed in on the same browser.
    answer = {"agent": request.agent.pk, "cursor": cursor}  # type: ignore[attr-defined]
    if found is None:
        return JsonResponse(answer | {"messages": [{"event": "resync", "data": {}}]})
    told = (change.told_to(request.access) for change in found)  # type: ignore[attr-defined]
    messages = [{"event": message.event, "data": message.data} for message in told if message]
    return JsonResponse(answer | {"messages": messages})
