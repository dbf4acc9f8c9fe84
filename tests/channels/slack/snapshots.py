"""What was sent to Slack, kept as readable files in snapshots/; SLACK_SNAPSHOTS=write rewrites them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from tests.channels.slack.people import Person
from tests.channels.slack.workspace import Call

FOLDER = Path(__file__).parent / "snapshots"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def check(name: str, calls: Iterable[Call], person: Person) -> None:
    """Compare calls with the file of that name."""
    sent = [{"method": call.method, **_without_ids(call.params, person)} for call in calls]
    path = FOLDER / f"{name}.yml"
    if os.environ.get("SLACK_SNAPSHOTS") == "write":
        path.write_text(yaml.dump(sent, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120), "utf-8")
    assert path.is_file(), f"There is no {path.name} yet: run the tests once with SLACK_SNAPSHOTS=write and read it."
    assert sent == yaml.safe_load(path.read_text(encoding="utf-8"))


def _without_ids(value: Any, person: Person) -> Any:
    """The same with a word for each id that differs from run to run."""
    if isinstance(value, dict):
        return {key: _without_ids(each, person) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_ids(each, person) for each in value]
    if not isinstance(value, str):
        return value
    words = {person.direct: "DIRECT", person.user: "USER", person.channel_of_command: "CHANNEL", person.name: "person"}
    for id, word in words.items():
        value = value.replace(id, word)
    for pattern, word in ((r"\b[0-9a-f]{32}\b", "QUESTION"), (r"^\d{10}\.\d{6}$", "TS"), (r"^r\d+$", "RESPONSE")):
        value = re.sub(pattern, word, value)
    return value
