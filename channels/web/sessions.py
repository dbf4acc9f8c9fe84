"""Sessions without a store: the server names a conversation in a signed token, and believes no other name.

itsdangerous rather than PyJWT: it takes several secrets, so that they can be changed while people talk, and a token has
no header that names an algorithm to be argued about.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, BadSignature, SignatureExpired, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from channels.web.errors import RefusedError

PREFIX = "web-"


@dataclass(frozen=True)
class Session:
    """A conversation that a token allows to read and to go on with; `issued` in seconds since 1970."""

    conversation: str
    issued: float


class Sessions:
    """Makes and reads tokens; the first secret signs, all are believed."""

    def __init__(self, secrets: Sequence[str], lifetime: float) -> None:
        self._lifetime = int(lifetime)
        self._serializer = URLSafeTimedSerializer(
            list(reversed(secrets)), salt="web-session", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def token(self, conversation: str) -> dict[str, Any]:
        """{"token", "expires"} for a conversation, from now on."""
        return {"token": self._serializer.dumps(conversation), "expires": int(time.time()) + self._lifetime}

    def read(self, token: str) -> Session:
        """What a token allows; raises RefusedError for one that is forged or too old."""
        try:
            _check_form(token)
            conversation, issued = self._serializer.loads(token, max_age=self._lifetime, return_timestamp=True)
        except SignatureExpired:
            raise RefusedError(401, "expired", "This session has ended: start a new one.") from None
        except (BadData, UnicodeEncodeError):
            raise RefusedError(401, "no_session", "This session isn't known: start a new one.") from None
        return Session(conversation, issued.timestamp())

    def is_due(self, session: Session) -> bool:
        """True where a token is past half its life."""
        return time.time() - session.issued > self._lifetime / 2


def _check_form(token: str) -> None:
    """Raise BadSignature for a signature that is written in any other way than ours.

    Python's base64 passes over marks that it doesn't know and over the last bits: one token would have many forms.
    """
    signature = token.encode("ascii").rpartition(b".")[2]
    if base64_encode(base64_decode(signature)) != signature:
        raise BadSignature("The signature has another form.")


def new_conversation() -> str:
    """An id that nobody can guess."""
    return f"{PREFIX}{uuid.uuid4().hex}"
