"""What is counted by subject: votes and gaps."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import requests

from channels.ops.metrics import Metrics, subject_of
from tests.channels.ops.conftest import Server
from tests.channels.web.visitor import Visitor


def _figures(server: Server) -> dict[str, float]:
    lines = requests.get(f"{server.url}/metrics", timeout=20).text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_gaps_are_counted_by_their_id(server: Server) -> None:
    name = 'outsourcing_guide_gaps_total{channel="rest",subject="salaries"}'
    before = _figures(server).get(name, 0)
    body = {"sender": uuid.uuid4().hex, "message": "what do they earn"}
    requests.post(f"{server.url}/webhooks/rest/webhook", json=body, timeout=20)
    assert _figures(server)[name] == before + 1


def test_votes_are_counted_by_subject_and_each_once(server: Server) -> None:
    visitor = Visitor(f"{server.url}/webhooks/web")
    visitor.start()
    answer = visitor.say("what do they earn").json()["messages"][0]["id"]
    for value in ("up", "up", "down", None):
        assert visitor.post("feedback", {"answer": answer, "value": value}).status_code == 204
    counted = {name: value for name, value in _figures(server).items() if name.startswith("outsourcing_guide_votes_t")}
    label = 'outsourcing_guide_votes_total{channel="web",part="gap",subject="salaries",value="%s"}'
    assert counted == {label % value: 1 for value in ("up", "down", "taken_back")}


def test_a_vote_on_no_answer_is_not_counted(server: Server) -> None:
    visitor = Visitor(f"{server.url}/webhooks/web")
    visitor.start()
    before = sum(value for name, value in _figures(server).items() if "votes_total" in name)
    visitor.post("feedback", {"answer": f"{uuid.uuid4().hex}.0", "value": "up"})
    assert sum(value for name, value in _figures(server).items() if "votes_total" in name) == before


@pytest.mark.parametrize(
    ("data", "subject"),
    [
        ({"part": "gap", "aspect": "salaries", "topics": ["kpo"]}, "salaries"),
        ({"part": "gap", "aspect": ""}, "other"),
        ({"part": "benefits", "topics": ["kpo"], "aspect": ""}, "kpo"),
        ({"part": "comparison", "topics": ["kpo", "bpo"], "aspect": "cost"}, "several"),
        ({"part": "overview", "topics": []}, "none"),
        ({}, "none"),
        ({"part": "definition", "topics": ["What is KPO, asked Jane"]}, "other"),
        ({"part": "gap", "aspect": ["salaries"]}, "other"),
    ],
    ids=str,
)
def test_the_subject_is_an_id_and_never_a_text(data: dict[str, Any], subject: str) -> None:
    assert subject_of(data) == subject


def test_a_channel_that_is_not_ours_counts_as_other() -> None:
    metrics = Metrics(["web"])
    metrics.vote("made-up", {"part": "definition", "topics": ["kpo"]}, "up")
    assert b'channel="other",part="definition",subject="kpo",value="up"' in metrics.exposition({}, {})
