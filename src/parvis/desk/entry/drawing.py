"""What the one screen and its fragments show of what was typed so far."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Priority, RequestType
from parvis.desk.entry.details import controls
from parvis.desk.entry.identity import typed_identity
from parvis.desk.entry.neighbours import neighbours
from parvis.desk.entry.persons import find_persons, recent_cases
from parvis.desk.entry.place_said import place_said
from parvis.desk.entry.typed import Typed, desk_channels
from parvis.desk.entry.types import grouped_types, suggestions
from parvis.desk.entry.vault import vault_key, vault_owner
from parvis.directory.models import Person
from parvis.directory.normalising import format_phone, normalise_phone
from parvis.kit.env import env
from parvis.tenancy.configuration import snapshot

#: How the fields of a new person are said in one line.
WORDS = {
    "title": "", "given_names": "prénom", "family_name": "nom", "organisation_name": "organisme", "phone": "tél.",
    "email": "courriel", "on_behalf_of": "pour",
}  # fmt: skip


def shown(typed: Typed) -> dict[str, Any]:
    """What was typed, as templates read it; the files that are kept besides."""
    return {name: typed.get(name) for name in typed.data} | {"files": typed.files}


def persons_context(request: HttpRequest, typed: Typed) -> dict[str, Any]:
    refused = typed.refused
    finding = find_persons(typed.get("q"), request.access, chosen=typed.person_id, refused=refused)  # type: ignore[attr-defined]
    told = typed_identity(typed.get("q"))
    phone = normalise_phone(told.get("phone", ""))
    if phone:
        told["phone"] = format_phone(phone)
    still = finding.chosen and str(finding.chosen.person.pk) == typed.get("person_auto")
    return {
        "typed": shown(typed),
        "finding": finding,
        "persons": finding.persons,
        "person_chosen": finding.chosen,
        "person_auto": finding.recognised or (typed.get("person_auto") if still else ""),
        "person_shown": " ".join(str(found.person.pk) for found in finding.persons if found.same),
        "person_refused": " ".join(str(pk) for pk in sorted(refused)),
        "told": told,
        "new_person": " · ".join(f"{WORDS[name]} {told[name]}" for name in WORDS if told.get(name)),
        "words": typed.get("q").strip(),
        "person_words": typed.get("q"),
    }


def recent_context(request: HttpRequest, typed: Typed) -> dict[str, Any]:
    """What the person chosen asked before, when the reader knows them."""
    access = request.access  # type: ignore[attr-defined]
    pk, sectors = typed.person_id, access.readable_sectors
    known = pk is not None and bool(sectors) and Person.objects.known_in(sectors).filter(pk=pk).exists()
    if pk is None or not known:
        return {"recent": [], "recent_of": None}
    return {"recent": recent_cases(pk, access), "recent_of": pk}


def types_context(typed: Typed, *, listed: bool = False) -> dict[str, Any]:
    """``listed``: the list was just used, it wins over the suggestion chosen before."""
    types = catalogue(snapshot())
    chosen = typed.get("type_listed") if listed else typed.get("type") or typed.get("type_listed")
    automatic = not listed and (typed.chose_itself or not chosen)
    found = suggestions(typed.get("description"), types, chosen=chosen, automatic=automatic)
    now = next((s.type.code for s in found if s.chosen), "")
    return {
        "typed": shown(typed),
        "suggestions": found,
        "type_auto": now if automatic else "",
        "type_changed": now != typed.get("type"),
        "place_said": place_said(typed.get("description")),
        "departments": types.departments,
    }


def details_context(typed: Typed) -> dict[str, Any]:
    chosen = typed.type(catalogue(snapshot()))
    return {
        "typed": shown(typed),
        "chosen_type": chosen,
        "controls": controls(chosen, typed.data, typed.problems),
        "may_be_anonymous": chosen is None or chosen.identification == RequestType.Identification.ANONYMOUS,
        "strong": chosen is not None and chosen.identification == RequestType.Identification.STRONG,
        "place_required": chosen is not None and chosen.location_rule == RequestType.LocationRule.REQUIRED,
    }


def neighbours_context(request: HttpRequest, typed: Typed) -> dict[str, Any]:
    latitude, longitude = typed.point
    chosen = typed.type(catalogue(snapshot()))
    found = neighbours(
        request.access,  # type: ignore[attr-defined]
        latitude=latitude,
        longitude=longitude,
        address=typed.address,
        type_code=chosen.code if chosen else "",
        marked=typed.get("same_as"),
    )
    return {"neighbours": found}


def screen_context(request: HttpRequest, typed: Typed) -> dict[str, Any]:
    town = request.tenant  # type: ignore[attr-defined]
    centre = (
        f"{town.longitude:.6f},{town.latitude:.6f}"
        if town.latitude is not None and town.longitude is not None
        else ""
    )
    return {
        **persons_context(request, typed),
        **types_context(typed),
        **details_context(typed),
        **neighbours_context(request, typed),
        "channels": desk_channels(),
        "type_groups": grouped_types(catalogue(snapshot())),
        "priorities": Priority.choices,
        "titles": ("M.", "Mme"),
        "problems": typed.problems,
        "address_search": _address_of("portal:addresses"),
        "map_style": env().tiles_url,
        "centre": centre,
        "max_bytes": env().max_upload_mb * 1024 * 1024,
        "vault_key": vault_key(request.agent),  # type: ignore[attr-defined]
        "vault_owner": vault_owner(request.agent),  # type: ignore[attr-defined]
        "nav_active": "new_case",
    }


def _address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
