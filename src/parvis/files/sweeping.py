"""Remove files that no row speaks of: refused forms and killed processes leave some."""

import time

from django.db import connection

from parvis.files.models import Attachment
from parvis.files.storing import KEPT
from parvis.kit.env import env
from parvis.kit.tenant import current_tenant_id

#: A form may still come back for its files until then.
AGE = 2 * KEPT
BATCH = 500


def sweep(older_than: float = AGE) -> int:
    """Of the current tenant, files untouched for ``older_than`` seconds and without a row; how many went."""
    # Outside a transaction the database shows no row of any tenant: every file would look forgotten.
    assert connection.in_atomic_block, "sweep inside a transaction of the tenant"
    root = env().files / str(current_tenant_id())
    limit = time.time() - older_than
    old = [
        f"{root.name}/{path.parent.name}/{path.name}"
        for path in root.glob("??/*")
        if path.stat().st_mtime < limit
    ]
    gone = 0
    for start in range(0, len(old), BATCH):
        batch = old[start : start + BATCH]
        known = set(Attachment.objects.filter(key__in=batch).values_list("key", flat=True))
        known |= set(
            Attachment.objects.filter(thumbnail_key__in=batch).values_list("thumbnail_key", flat=True)
        )
        for key in batch:
            if key not in known:
                (env().files / key).unlink(missing_ok=True)
                gone += 1
    return gone
