"""What the agent typed so far: kept whole whatever happens, and shown again."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, QueryDict

from parvis.catalog.catalogue import Catalogue
from parvis.catalog.models import RequestType
from parvis.desk.entry.identity import NAMES, completed, split_words
from parvis.desk.entry.persons import find_persons
from parvis.desk.entry.place_said import place_said
from parvis.desk.entry.types import suggestions
from parvis.directory.normalising import format_phone, normalise_phone
from parvis.files.sniffing import Refused
from parvis.files.storing import Stored, redeem, too_large, write
from parvis.intake.channels.registry import channels
from parvis.intake.channels.taken import TakenByAgent
from parvis.kit.env import env
from parvis.organisation.access import Access

SESSION_CHANNEL = "desk_channel"
ORDER = ("counter", "phone", "letter", "email", "elected", "social", "field")


def desk_channels() -> list[type[TakenByAgent]]:
    """Those an agent takes requests from, the commonest first."""
    found = [c for c in channels().values() if issubclass(c, TakenByAgent)]
    return sorted(found, key=lambda c: ORDER.index(c.code) if c.code in ORDER else len(ORDER))


def _numbers(told: list[str]) -> frozenset[int]:
    return frozenset(int(pk) for pk in told[-8:] if pk.isascii() and pk.isdigit() and len(pk) < 19)


@dataclass
class Typed:
    data: Mapping[str, Any]
    problems: dict[str, str] = field(default_factory=dict)
    files: list[Stored] = field(default_factory=list)

    @classmethod
    def blank(cls, request: HttpRequest) -> "Typed":
        """``?tel=`` is for the link of a phone system: the call is on the line, whoever has that number is chosen."""
        caller = request.GET.get("tel", "")[:40]
        channel = "phone" if caller else request.session.get(SESSION_CHANNEL, "")
        known = [c.code for c in desk_channels()]
        values = QueryDict(mutable=True)
        values.update(
            {"channel": channel if channel in known else known[0], "key": secrets.token_urlsafe(16)}
        )
        values.update(
            {name: request.GET[name] for name in ("q", "person_id", "description") if name in request.GET}
        )
        if number := normalise_phone(caller):  # a hidden one comes as a word, which is nobody's name
            values["q"] = format_phone(number)
        return cls(values)

    def get(self, name: str) -> str:
        return str(self.data.get(name, "")).replace("\x00", "")

    def type_code(self, types: Catalogue) -> str:
        """Chosen among the suggestions, else in the list, else what the words surely say."""
        chosen = self.get("type") or self.get("type_listed")
        found = suggestions(self.get("description"), types, chosen=chosen, automatic=self.chose_itself)
        return next((s.type.code for s in found if s.chosen), chosen)

    @property
    def chose_itself(self) -> bool:
        return bool(self.get("type")) and self.get("type") == self.get("type_auto")

    def type(self, types: Catalogue) -> RequestType | None:
        return types.by_code.get(self.type_code(types))

    @property
    def person_id(self) -> int | None:
        text = self.get("person_id")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    @property
    def point(self) -> tuple[Decimal | None, Decimal | None]:
        try:
            latitude, longitude = Decimal(self.get("lat")), Decimal(self.get("lon"))
        except InvalidOperation:
            return None, None
        if not (
            latitude.is_finite() and longitude.is_finite() and abs(latitude) <= 90 and abs(longitude) <= 180
        ):
            return None, None
        return latitude, longitude

    @property
    def refused(self) -> frozenset[int]:
        """Persons that the screen chose by itself, and that the agent said it is not."""
        told = self.get("person_refused").split()
        if self.get("person_auto") and self.person_id is None:
            told.append(self.get("person_auto"))
        return _numbers(told)

    @property
    def passed_over(self) -> frozenset[int]:
        """Whom a new person is not: those refused, and those whom the screen showed for these very words."""
        if self.person_id is not None:
            return frozenset()
        drawn = self.get("person_shown").split() if self.get("person_words") == self.get("q") else []
        return self.refused | _numbers(drawn)

    def identity(self) -> dict[str, str]:
        """The fields of a new person, completed by what the search box said; of a chosen one, the fields alone."""
        typed = {name: self.get(name).strip() for name in NAMES}
        if self.person_id is None:
            return completed(typed, self.get("q"))
        other = split_words(self.get("q"))[0].get("on_behalf_of", "")
        return typed | {"on_behalf_of": typed["on_behalf_of"] or other}

    def settle_person(self, access: Access) -> None:
        """Sent faster than the screen could answer: a person chosen for other words than those that were sent falls."""
        drawn = self.data.get("person_words")
        if self.person_id is None or drawn is None or str(drawn) == self.get("q"):
            return
        if find_persons(self.get("q"), access, chosen=self.person_id).chosen is None:
            self.data = {name: self.data[name] for name in self.data} | {"person_id": ""}

    @property
    def address(self) -> str:
        """As typed, else the street that the description names."""
        typed = self.get("address").strip()
        return typed or ("" if self.point != (None, None) else place_said(self.get("description")))

    def take_files(self, request: HttpRequest) -> None:
        """Those chosen now and those of an earlier try; a file that cannot be taken is named, the others stay."""
        self.files = redeem(request.POST.getlist("file_tokens"))
        refused = [str(too_large(name)) for name in getattr(request, "too_large", [])]
        for upload in request.FILES.getlist("files"):
            if len(self.files) >= env().max_files:
                refused.append(f"{env().max_files} fichiers au plus : « {upload.name} » n'est pas gardé.")
                continue
            try:
                self.files.append(write(upload))
            except Refused as problem:
                refused.append(str(problem))
        if refused:
            self.problems["files"] = " ".join(refused)
