"""A file that waits to leave is read by those who see the text that it leaves with."""

from parvis.files.models import Attachment
from parvis.files.readers import Trace, reader, tracer
from parvis.organisation.access import Access
from parvis.replies.models import DraftFile


def _drafts(access: Access, attachment: Attachment) -> list[int]:
    return list(DraftFile.objects.filter(attachment=attachment).values_list("draft_id", flat=True))


@reader
def reads_its_draft(access: Access, attachment: Attachment) -> bool:
    from parvis.replies.models import Draft
    from parvis.replies.seeing import may_see

    drafts = _drafts(access, attachment)
    if not drafts:
        return False
    known = Draft.objects.readable_by(access).filter(pk__in=drafts).select_related("case__sector")
    return any(may_see(draft, access, draft.case) for draft in known)


@tracer
def sealed_drafts(access: Access, attachment: Attachment) -> list[Trace]:
    from parvis.replies.models import Draft

    drafts = _drafts(access, attachment)
    if not drafts:
        return []
    sealed = Draft.objects.readable_by(access).filter(pk__in=drafts, case__sector__sealed=True)
    return [
        Trace("case", pk, f"fichier de la demande {reference}")
        for pk, reference in sealed.values_list("case_id", "case__reference").distinct()
    ]
