"""Slack out of reach shows where operators look, and stops nobody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import requests
from aiohttp import web
from slack_sdk.errors import SlackApiError

from channels.ops import readiness
from channels.slack import reach
from channels.slack.reach import NO_SOCKET, Reach
from commands.network import HOST, free_ports
from tests.channels.ops.conftest import Server, serving

ME = {"user": "guide", "team": "tests"}


def _until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _readiness(server: Server) -> tuple[int, str, str]:
    answer = requests.get(f"{server.url}/health/ready", timeout=20)
    return answer.status_code, answer.json()["status"], answer.json()["checks"]["slack"]


def _is_up(server: Server, value: int) -> bool:
    figures = requests.get(f"{server.url}/metrics", timeout=20).text
    return f'outsourcing_guide_channel_up{{channel="slack"}} {value}.0' in figures


async def _slack(port: int) -> web.AppRunner:
    """A Slack that knows the bot and nothing else."""
    app = web.Application()

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, **ME})

    app.router.add_post("/api/auth.test", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    return runner


async def test_slack_out_of_reach_shows_in_readiness_and_in_a_metric_until_it_is_back(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with serving(tmp_path / "log", "memory://", f"http://{HOST}:{port}/api/") as server:
        away = "it can't be reached (ClientConnectorError)"
        await asyncio.to_thread(_until, lambda: _readiness(server)[2] == away)
        assert await asyncio.to_thread(_is_up, server, 0)
        runner = await _slack(port)
        await asyncio.to_thread(_until, lambda: _readiness(server)[2] == "ok")
        assert await asyncio.to_thread(_is_up, server, 1)
        await runner.cleanup()
        log = server.log.read_text()
        assert log.count("Slack can't be reached") == 1, "it is told when it changes"
        assert "In Slack the bot is guide of tests." in log


def test_a_server_without_slack_has_no_such_part(server: Server) -> None:
    assert "slack" not in requests.get(f"{server.url}/health/ready", timeout=20).json()["checks"]
    assert "channel_up{" not in requests.get(f"{server.url}/metrics", timeout=20).text


@pytest.mark.parametrize(
    ("wrong", "channels", "status"),
    [
        ({}, ["web", "slack"], "ready"),
        ({"slack"}, ["web", "slack"], "degraded"),  # the website's visitors are answered
        ({"slack"}, ["slack"], "not ready"),  # nobody is
        ({"slack", "tracker_store"}, ["web", "slack"], "not ready"),
        ({"model"}, ["web"], "not ready"),
        ({"web_storage"}, ["web", "slack"], "not ready"),
    ],
)
def test_it_is_degraded_where_others_are_answered(wrong: set[str], channels: list[str], status: str) -> None:
    parts = {"model", "tracker_store", "web_storage", "slack"}
    found = {part: "away" if part in wrong else readiness.OK for part in parts}
    made = [SimpleNamespace(name=lambda name=name: name) for name in (*channels, "ops")]
    assert readiness.status(found, made) == status


def _answers(*answers: Any) -> Callable[[], Any]:
    """Slack's answers, one after the other; an exception is raised."""
    coming = iter(answers)

    async def ask() -> Any:
        answer = next(coming)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (ME, ""),
        (SlackApiError("no", {"error": "invalid_auth"}), "it refuses SLACK_BOT_TOKEN (invalid_auth)"),
        (aiohttp.ClientConnectionError("no"), "it can't be reached (ClientConnectionError)"),
        (OSError("no"), "it can't be reached (OSError)"),
    ],
    ids=repr,
)
async def test_each_answer_is_told_in_words(answer: Any, fault: str) -> None:
    assert await Reach(_answers(answer)).look() == fault


async def test_a_slack_that_does_not_answer_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "HURRY", 0.01)
    assert await Reach(asyncio.Event().wait).look() == "it can't be reached (TimeoutError)"


async def test_a_broken_connection_by_socket_mode_is_told() -> None:
    connected = _answers(True, False)
    seen = Reach(_answers(ME, ME), connected)
    assert [await seen.look(), await seen.look()] == ["", NO_SOCKET]


async def test_nobody_is_told_that_it_is_well_before_it_has_answered() -> None:
    assert Reach(_answers()).fault == reach.UNKNOWN
