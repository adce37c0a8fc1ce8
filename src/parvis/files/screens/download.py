"""Send a stored file so that it stays a file: nothing in it runs, and only its reader keeps it."""

import logging

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from parvis.files.models import Attachment
from parvis.files.readers import may_read, traces
from parvis.files.storing import path_of
from parvis.history.models import AccessLog
from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction, short_write
from parvis.kit.transactions import no_transaction

log = logging.getLogger("parvis.files")


@no_transaction
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """For agents: an attachment of something they read. ``?vignette=1`` gives the thumbnail.

    The access log of what is sealed commits before the file is sent: when it cannot be written, nobody gets the file.
    """
    with read_only_transaction():
        attachment = Attachment.objects.filter(pk=pk).first()
        agent = getattr(request, "agent", None)
        if attachment is None or not agent or not may_read(request.access, attachment):  # type: ignore[attr-defined]
            raise Http404
        response = answer(attachment, small="vignette" in request.GET)
        lines = traces(request.access, attachment)  # type: ignore[attr-defined]
    if "vignette" in request.GET and not lines:
        # Lists of photos of the open sectors; a computer is shared, and keeps nothing else.
        response["Cache-Control"] = "private, max-age=3600"
    if lines:
        with short_write():
            AccessLog.objects.bulk_create(
                AccessLog(at=clock.now(), actor_id=agent.pk, actor_label=agent.display_name, **line._asdict())
                for line in lines
            )
    return response


def answer(attachment: Attachment, *, small: bool = False) -> FileResponse:
    """The response for whoever was found entitled; shared by the fronts."""
    small = small and bool(attachment.thumbnail_key)
    try:
        file = path_of(attachment.thumbnail_key if small else attachment.key).open("rb")
    except FileNotFoundError:
        log.error("attachment %s has lost its file", attachment.pk)
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=not attachment.is_image,
        filename=attachment.name,
        content_type="image/jpeg" if small else attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
