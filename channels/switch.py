"""Whether the channels for programs of this machine are asked for: REST and the shell's."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rasa.shared.exceptions import InvalidConfigException

VARIABLE = "REST"


def is_on(environment: Mapping[str, str] = os.environ) -> bool:
    """What REST in the environment says; off where it says nothing. Raises InvalidConfigException."""
    given = environment.get(VARIABLE, "").strip().lower()
    if given not in ("", "no", "yes"):
        raise InvalidConfigException(f"{VARIABLE}={given[:40]}: write yes to turn its channel on, or leave it out.")
    return given == "yes"
