"""A round over all towns does not stop at the first that fails."""

from typing import Any

import pytest

from parvis.kit.tenant import current_tenant_id
from parvis.tenancy.each_town import in_each_town


def test_what_fails_in_one_town_keeps_nothing_from_the_others(
    town: Any, other_town: Any, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def act() -> None:
        if current_tenant_id() == town.pk:
            raise ValueError
        done.append(current_tenant_id())

    in_each_town(act)
    assert done == [other_town.pk]
    assert f"a round failed in town {town.pk}" in caplog.text
