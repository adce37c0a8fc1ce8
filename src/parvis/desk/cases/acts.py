"""The acts of the case page, by the noun of their address."""

from parvis.desk.cases.assignment import AssignmentForm
from parvis.desk.cases.attachment import AttachmentForm
from parvis.desk.cases.checklist import ChecklistForm
from parvis.desk.cases.claim import ClaimForm
from parvis.desk.cases.closure import ClosureForm
from parvis.desk.cases.duplicate import DuplicateForm, GatheringForm
from parvis.desk.cases.enlistment import EnlistmentForm
from parvis.desk.cases.forms import ActForm
from parvis.desk.cases.hand_over import HandOverForm
from parvis.desk.cases.hold import HoldForm
from parvis.desk.cases.link import LinkForm
from parvis.desk.cases.new_task import NewTaskForm
from parvis.desk.cases.note import NoteForm
from parvis.desk.cases.outside import OutsideForm
from parvis.desk.cases.reopening import ReopeningForm
from parvis.desk.cases.reply import ReplyForm
from parvis.desk.cases.resumption import ResumptionForm
from parvis.desk.cases.schedule import ScheduleForm
from parvis.desk.cases.triage import TriageForm

ACTS: dict[str, type[ActForm]] = {
    form.noun: form
    for form in (
        ClaimForm, AssignmentForm, TriageForm, HandOverForm, HoldForm, ResumptionForm, ScheduleForm, ReplyForm, NoteForm,
        AttachmentForm, NewTaskForm, OutsideForm, ChecklistForm, LinkForm, DuplicateForm, GatheringForm, ClosureForm,
        ReopeningForm, EnlistmentForm,
    )
}  # fmt: skip
