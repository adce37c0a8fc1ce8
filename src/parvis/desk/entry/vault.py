"""What is typed and not yet saved is locked with on the device: a reception's computer is shared.

An entry of the front desk, a reply or a note on a case.

The browser encrypts what is typed with a key that only the page of the signed-in agent carries. Signed out, or signed in
as somebody else, the device holds nothing that can be read; the same agent finds it again.
"""

import base64
import hashlib
import hmac
import secrets

from parvis.kit.env import env
from parvis.organisation.models import Agent


def vault_key(agent: Agent) -> str:
    """32 bytes, the same at each visit of this agent, in base64 and masked anew in each page: a compressed page must not
    tell them by its length. Changing the installation's secret, or the password, forgets the entries."""
    account = agent.account.get_session_auth_hash()
    message = f"entry-vault:{agent.tenant_id}:{agent.pk}:{account}".encode()
    key = hmac.new(env().secret_key.encode(), message, hashlib.sha256).digest()
    mask = secrets.token_bytes(len(key))
    return base64.b64encode(mask + bytes(a ^ b for a, b in zip(mask, key, strict=True))).decode()


def vault_owner(agent: Agent) -> str:
    """Under which the device keeps them; says nothing of who it is."""
    message = f"entry-vault-owner:{agent.tenant_id}:{agent.pk}".encode()
    return hmac.new(env().secret_key.encode(), message, hashlib.sha256).hexdigest()[:16]
