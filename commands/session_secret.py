"""The secret that signs the sessions of website visitors on this machine: kept, so that they outlast a restart."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

NAME = "WEB_SESSION_SECRET"
KEPT = Path(__file__).resolve().parent.parent / ".cache" / "web-session-secret"


def variables(path: Path = KEPT) -> dict[str, str]:
    """The variable for the bot's environment: the one that is set, else what the file at `path` holds."""
    return {NAME: os.environ.get(NAME, "").strip() or _kept(path)}


def _kept(path: Path) -> str:
    """The secret in the file; made with it, readable by its owner alone, where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret := secrets.token_urlsafe(32))
    return secret
