"""The print of exactly what will leave: what was approved and what leaves have the same one."""

import hashlib
import json

from parvis.replies.models import Draft


def digest_of(draft: Draft) -> str:
    """Of the text, the outcome of a closure, who else reads it, and each file by its content and name."""
    files = draft.files.values_list("attachment__sha256", "attachment__name").order_by("attachment_id")
    held = [
        draft.kind,
        draft.body,
        draft.outcome,
        draft.tasks_reason,
        draft.parts_reason,
        draft.to_duplicates,
        sorted(draft.told),
        sorted(map(list, files)),
    ]
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
