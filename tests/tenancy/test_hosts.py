"""The tenant comes from the host name."""

import pytest


@pytest.mark.parametrize(
    "host", ["ailleurs.test", "VILLE.inconnue", "", "[::1]", "testserver.evil.example", "a" * 300]
)
def test_an_unknown_host_is_told_so_and_sees_nothing(client, town, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 404
    assert "aucune mairie" in answer.content.decode()
    assert town.name not in answer.content.decode()


@pytest.mark.parametrize("host", ["testserver", "TestServer", "testserver:8000", "testserver."])
def test_a_known_host_answers_however_it_is_written(client, town, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_each_host_shows_its_own_town(client, town, other_town):
    assert town.name in client.get("/").content.decode()
    other = client.get("/", headers={"host": "autre.test"}).content.decode()
    assert other_town.name in other
    assert town.name not in other
