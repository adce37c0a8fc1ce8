"""An agent reads the files of the cases they read."""

from parvis.cases.models import Case
from parvis.files.models import Attachment
from parvis.files.readers import Trace, reader, tracer
from parvis.organisation.access import Access


@reader
def reads_its_case(access: Access, attachment: Attachment) -> bool:
    return bool(Case.objects.readable_by(access).filter(attachments__attachment_id=attachment.pk).exists())


@tracer
def sealed_cases(access: Access, attachment: Attachment) -> list[Trace]:
    """A file of a sealed case is read as the case itself is: never without a line."""
    sealed = Case.objects.readable_by(access).filter(
        attachments__attachment_id=attachment.pk, sector__sealed=True
    )
    return [
        Trace("case", pk, f"fichier de la demande {reference}")
        for pk, reference in sealed.values_list("pk", "reference").distinct()
    ]
