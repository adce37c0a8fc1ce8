"""A town that has at least one row in every tenant table. Whoever adds a model adds its row here."""

import io
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from parvis.api.models import Token
from parvis.cases.assigning import assign
from parvis.cases.attaching import attach
from parvis.cases.contributing import entrust
from parvis.cases.followers import follow
from parvis.cases.linking import link
from parvis.cases.models import Case, EmergencyReading, FormerLink
from parvis.cases.noting import note
from parvis.cases.replying import reply
from parvis.cases.tasking import add_task
from parvis.catalog.models import Calendar, Closure, LearnedWord
from parvis.desk.models import BulkItem, BulkRun, GuideVisit, ListPreference, SavedView, ViewPlacement
from parvis.files.models import Attachment
from parvis.files.storing import store
from parvis.history.actors import Actor
from parvis.history.models import AccessLog, Erasure, ImportBatch
from parvis.intake.models import ImportedRow, ImportRun, SavedMapping
from parvis.kit import clock
from parvis.notifications.models import AgentNotice, AgentPreference, CaseReading, Delivery
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent
from parvis.replies.drafting import save_draft
from parvis.replies.models import Approval, ApprovalRule, Draft, DraftFile
from parvis.routing.models import Rule
from parvis.surveys.models import Rating
from parvis.tenancy.isolating import tenant_models
from parvis.territory.models import District
from tests.factories import agent, case


def furnish(slug: str) -> Case:
    """Fill the active town; returns the case that everything hangs on."""
    at = clock.now()
    worker: Agent = agent(f"Jeanne {slug}", ("case_worker", "VOI"), "dispatcher", email=f"jeanne@{slug}.test")
    by = actor_of(worker)
    made = case(description=f"Ornière profonde de {slug}", scope="web", key=f"key-{slug}", by=by)
    assign(made, to=worker, by=by, at=at)
    message = reply(made, body="Nous passons demain.", by=by, at=at)
    note(made, body=f"À voir avec l'entreprise, @Jeanne {slug}.", by=by, at=at)
    follow(made, by=by, at=at)
    AgentNotice(agent=worker, case=made, reason="followed", key="event:1", made_at=at, digest_at=at).save()
    AgentPreference(agent=worker).save()
    CaseReading(agent=worker, case=made, event_id=1, event_at=at, at=at).save()
    add_task(made, department=made.department, title="Baliser", steps=["Prévenir"], by=by, at=at)
    outsider = entrust(made, title="Reboucher", name="Luc", email=f"luc@{slug}.test", by=by, at=at)
    link(made, to=case(description=f"Autre ornière de {slug}", by=by), kind="related", by=by, at=at)
    assert outsider.digest
    EmergencyReading(case=made, agent=worker, reason="Danger", at=at, until=at + timedelta(hours=4)).save()
    Rating(case=made, score=4, channel="web", first_at=at, at=at).save()
    file = store(SimpleUploadedFile("photo.png", _picture(), "image/png"))
    attach(made, attachment=file, is_public=True, by=by, at=at)
    Delivery(
        notice="reply", case=made, message=message, recipient="a@example.org", subject="Réponse", text="…",
        mail_id=f"<{slug}@test>", created_at=at, next_try_at=at,
    ).save()  # fmt: skip
    _write(made, worker, file, by, at)
    FormerLink(case=made, nonce=made.follow_nonce, digest=f"{slug:0<64}").save()
    Closure(calendar=Calendar.objects.all()[0], first_day=date(2026, 8, 1), last_day=date(2026, 8, 2)).save()
    LearnedWord(request_type=made.request_type, stem="chimboul", cases=4, share=80).save()
    District(code="CENTRE", name="Centre").save()
    Erasure(ground="article 17", decided_by="DPO", at=at).save()
    AccessLog(at=at, actor_id=worker.pk, actor_label="Jeanne", object_kind="case", object_id=made.pk).save()
    Token(name="partenaire", prefix="pv_", digest=f"{slug:0<64}", created_at=at - timedelta(days=1)).save()
    if not Rule.objects.exists():
        Rule(position=1, name="Première", department=made.department).save()
    GuideVisit(agent=worker, role="case_worker", at=at).save()
    view = SavedView(
        owner=worker, name="Ornières", query="state=open&q=orniere", audience="department", department=made.department,
        created_at=at, changed_at=at,
    )  # fmt: skip
    view.save()
    ViewPlacement(agent=worker, view=view, pinned=True, position=1).save()
    ListPreference(agent=worker, columns=["state", "due"], sort="due").save()
    bulk = BulkRun(
        by=worker, act="claim", state=BulkRun.State.DONE, summary="Prendre ces demandes", created_at=at
    )
    bulk.save()
    BulkItem(run=bulk, case=made, version=made.version, state=BulkItem.State.DONE).save()
    batch = ImportBatch(
        source="f.csv", mapping="m", digest="0" * 64, state=ImportBatch.State.UNDOING, started_at=at
    )
    batch.save()
    ImportedRow(
        batch=batch,
        source="f.csv",
        external_id="1",
        model="department",
        row_id=made.department_id,
        created=False,
    ).save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT undo_import(%s, '{}', '{}')", [batch.pk])
    ImportRun(
        kind="cases", state=ImportRun.State.DONE, file_name=f"{slug}.csv", import_batch=batch, by_label="Jeanne",
        created_at=at, changed_at=at, confirmed_at=at,
    ).save()  # fmt: skip
    SavedMapping(name=f"Tableur de {slug}", kind="cases", content='source = "x"', at=at).save()
    return made


def _write(made: Case, worker: Agent, file: Attachment, by: Actor, at: datetime) -> None:
    """A draft with a file, under an approval rule that asks the cabinet, and one approval."""
    rule = ApprovalRule(name="Relecture du cabinet", role="cabinet", about="closures")
    rule.save()
    draft = save_draft(made, kind="reply", body="Nous passons", version=0, by=by, at=at).draft
    assert draft is not None
    DraftFile(draft=draft, attachment=file).save()
    planned = Draft(case=made, agent=worker, state="leaving", body="À mardi", updated_at=at, asked_at=at)
    planned.wanted_at = planned.leaves_at = at + timedelta(days=1)
    planned.save()
    Approval(
        draft=draft, decision="returned", reason="x", digest="0" * 64, by=worker, by_label="x", at=at
    ).save()


def _picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    return drawn.getvalue()


def one_row_of_each() -> dict[type[Any], Any]:
    """Fails when a tenant model has no sample in ``furnish``."""
    found = {model: model.objects.order_by("id").first() for model in tenant_models()}
    empty = [model._meta.label for model, row in found.items() if row is None]
    assert not empty, f"give {empty} a row in tests/tenancy/furnished.py, so that the isolation tests see it"
    return found
