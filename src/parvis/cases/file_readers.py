"""An agent reads the files of the cases they read."""

from parvis.cases.models import Case
from parvis.files.models import Attachment
from parvis.files.readers import reader
from parvis.organisation.access import Access


@reader
def reads_its_case(access: Access, attachment: Attachment) -> bool:
    return bool(Case.objects.readable_by(access).filter(attachments__attachment_id=attachment.pk).exists())
