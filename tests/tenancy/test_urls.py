"""Every address of the product, found by itself: what an agent of one town asks of another's rows does not exist, no row
there is touched, strangers are shown nothing of the desk, and a GET writes nothing."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.api.tokens import create_token
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.current import SESSION_TENANT
from parvis.organisation.models import Account
from parvis.tenancy.isolating import tenant_models
from tests.factories import agent
from tests.tenancy.addresses import Address, Sampled, addresses, samples_of

#: What a GET may write, each in its own short transaction (kit/readonly.py).
MAY_BE_WRITTEN = ("django_session", "history_accesslog", "api_token")
_WRITES = re.compile(
    r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY|ALTER|DROP|CREATE)\b|procrastinate_defer|nextval\(",
    re.IGNORECASE,
)
INSIDE = ("desk/", "pilotage/", "administration/")


def browser(host: str = "testserver") -> Client:
    return Client(headers={"host": host})


def said(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode("utf-8", "replace"))


@pytest.fixture
def mine(town: Any) -> Sampled:
    return samples_of("ville")


@pytest.fixture
def theirs(mine: Sampled, other_town: Any) -> Sampled:
    with activate(other_town.pk):
        return samples_of("autre", references_from=5000)


@pytest.fixture
def visitor(town: Any, settings: Any) -> Callable[[], Client]:
    """A fresh client each time, signed in as somebody of this town with every working role."""
    someone = agent(
        "Toutes Fonctions",
        "administrator",
        "executive",
        "dispatcher",
        ("manager", "VOI"),
        ("case_worker", "VOI"),
    )

    def fresh() -> Client:
        client = browser()
        client.force_login(someone.account)
        session = client.session
        session[SESSION_TENANT] = town.pk
        session.save()
        return client

    return fresh


def test_every_argument_of_every_address_has_a_sample(mine: Sampled) -> None:
    for address in addresses():
        assert list(address.paths(mine.values))


def test_an_unknown_argument_is_said_clearly(mine: Sampled) -> None:
    with pytest.raises(AssertionError, match="Register one in tests/tenancy/addresses"):
        list(Address("desk/<int:unheard_of>", "desk:x", ["unheard_of"]).paths(mine.values))


def test_another_towns_rows_exist_at_no_address(
    town: Any, other_town: Any, mine: Sampled, theirs: Sampled, visitor: Callable[[], Client]
) -> None:
    assert theirs.case.reference != mine.case.reference
    _, secret = create_token("essai", at=clock.now())
    before = Snapshot(other_town)
    asked = 0
    for address, path in _everywhere(theirs):
        if not address.foreign:
            continue
        headers = {"authorization": f"Bearer {secret}"} if address.route.startswith("api/") else {}
        for method, answer in (
            ("GET", visitor().get(path, headers=headers)),
            ("POST", visitor().post(path, theirs.form, headers=headers)),
        ):
            asked += 1
            assert answer.status_code in (404, 405), f"{method} {path}: {answer.status_code}"
            assert theirs.case.description not in said(answer)
        before.assert_same(path)
    assert asked > 20


def test_another_towns_identifiers_in_a_form_touch_nothing_there(
    town: Any, other_town: Any, mine: Sampled, theirs: Sampled, visitor: Callable[[], Client]
) -> None:
    """At our own addresses, forms filled with their identifiers."""
    before = Snapshot(other_town)
    for _, path in _everywhere(mine):
        answer = visitor().post(path, theirs.form)
        assert answer.status_code < 500, f"POST {path}: {answer.status_code}"
        answer = visitor().get(path, theirs.form)
        assert answer.status_code < 500, f"GET {path}: {answer.status_code}"
        assert theirs.case.description not in said(answer)
        before.assert_same(path)


def test_a_session_or_a_link_of_one_town_is_worth_nothing_on_the_host_of_another(
    town: Any, other_town: Any, mine: Sampled, theirs: Sampled, visitor: Callable[[], Client]
) -> None:
    assert browser().get("/").status_code == browser("autre.test").get("/").status_code == 200
    for address, path in _everywhere(theirs):
        if address.route.startswith(INSIDE):
            answer = visitor().get(path, headers={"host": "autre.test"})
            assert answer.status_code in (302, 401, 403, 404), f"{path}: {answer.status_code}"
    for address, path in _everywhere(mine):
        if address.foreign:
            answer = browser().get(path, headers={"host": "autre.test"})
            assert answer.status_code in (302, 401, 403, 404, 405), f"{path}: {answer.status_code}"


def test_strangers_are_shown_nothing_of_the_inside(town: Any, mine: Sampled) -> None:
    before = Snapshot(town)
    seen = 0
    for address, path in _everywhere(mine):
        if not address.route.startswith(
            (*INSIDE, "fichiers/", "api/v1/cases", "api/v1/figures", "mot-de-passe/changer")
        ):
            continue
        for method, answer in (("GET", browser().get(path)), ("POST", browser().post(path, mine.form))):
            seen += 1
            assert answer.status_code in (302, 401, 403, 404, 405), f"{method} {path}: {answer.status_code}"
            if answer.status_code == 302:
                assert answer["Location"].startswith("/connexion"), f"{method} {path}: {answer['Location']}"
        before.assert_same(path)
    assert seen > 40


def test_a_get_writes_nothing(town: Any, mine: Sampled, visitor: Callable[[], Client]) -> None:
    _, secret = create_token("essai", at=clock.now())
    answered = 0
    for address, path in _everywhere(mine):
        headers = {"authorization": f"Bearer {secret}"} if address.route.startswith("api/") else {}
        client = visitor()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path, headers=headers)
        assert answer.status_code < 500, f"{path}: {answer.status_code}"
        answered += answer.status_code == 200
        written = [q["sql"] for q in queries.captured_queries if _WRITES.search(q["sql"])]
        loose = [sql for sql in written if not any(f'"{table}"' in sql for table in MAY_BE_WRITTEN)]
        assert not loose, f"GET {path} writes: {loose}"
    assert answered > 20
    own_file = next(path for address, path in _everywhere(mine) if address.name == "files:download")
    assert visitor().get(own_file).status_code == 200, (
        "the file of another town is refused though ours is given"
    )


def _everywhere(town: Sampled) -> Iterator[tuple[Address, str]]:
    for address in addresses():
        for path in address.paths(town.values):
            yield address, path


class Snapshot:
    """Every row of a town, and the accounts of its agents, down to their place on disk: an update moves it."""

    def __init__(self, town: Any) -> None:
        self.town = town
        self.taken = self._take()

    def _take(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        with activate(self.town.pk), connection.cursor() as cursor:
            one = " UNION ALL ".join(
                f"SELECT '{m._meta.db_table}', count(*), md5(string_agg(t::text || t.ctid::text, '|' ORDER BY t.id))"
                f' FROM "{m._meta.db_table}" t'
                for m in tenant_models()
            )
            cursor.execute(one)
            found |= {table: (count, digest) for table, count, digest in cursor.fetchall()}
            cursor.execute(
                f"SELECT md5(string_agg(a::text || a.ctid::text, '|' ORDER BY a.id)) FROM \"{Account._meta.db_table}\" a"
                " WHERE a.id IN (SELECT account_id FROM organisation_agent) AND a.email NOT LIKE 'toutes%%'"
            )
            found["accounts"] = cursor.fetchone()
        return found

    def assert_same(self, after: str) -> None:
        now = self._take()
        assert now == self.taken, (
            f"{after} touched {sorted(k for k in now if now[k] != self.taken[k])} of {self.town}"
        )


def test_the_snapshot_sees_a_single_change(town: Any, mine: Sampled) -> None:
    before = Snapshot(town)
    mine.case.save(update_fields=["version"])
    with pytest.raises(AssertionError, match="cases_case"):
        before.assert_same("an update that changes no value")
