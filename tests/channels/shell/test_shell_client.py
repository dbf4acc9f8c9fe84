"""The client against a bot over HTTP, well or ill."""

from __future__ import annotations

import pytest

from channels.shell.client import UNAVAILABLE, Answer, BotAwayError, Button, Client
from tests.channels.shell.fake_bot import FakeBot, running


def test_an_answer_comes_with_its_buttons_and_sources(fake_bot: FakeBot) -> None:
    (answer,) = Client(fake_bot.url).ask("hello")
    assert answer.text.splitlines()[0] == "You said: hello"
    assert answer.buttons[0] == Button("First way", "Tell me of the first way")
    assert answer.sources == ("“A study” (An institute, 2024)",)


def test_a_bot_without_the_shell_channel_is_asked_over_rest() -> None:
    with running("rest") as bot:
        (answer,) = Client(bot.url).ask("hello")
    assert answer.text.startswith("You said: hello")


def test_a_bot_with_neither_channel_is_told_what_it_lacks() -> None:
    with running("telegram") as bot, pytest.raises(BotAwayError, match="REST=yes"):
        Client(bot.url).ask("hello")


def test_an_empty_reply_is_an_apology(fake_bot: FakeBot) -> None:
    assert Client(fake_bot.url).ask("silence") == (Answer(UNAVAILABLE),)


def test_a_conversation_has_one_sender_and_a_restart_gives_another(fake_bot: FakeBot) -> None:
    client = Client(fake_bot.url)
    client.ask("one")
    client.ask("two")
    client.restart()
    client.ask("three")
    first, second, third = (request["sender"] for request in fake_bot.requests)
    assert first == second != third


def test_what_would_steer_the_terminal_does_not_arrive(fake_bot: FakeBot) -> None:
    (answer,) = Client(fake_bot.url).ask("colours")
    assert answer.text == "red bell [bold]markup[/bold]"


def test_a_bot_that_went_away_is_reported_and_answers_again_when_it_is_back() -> None:
    with running() as bot:
        client = Client(bot.url)
        client.ask("hello")
        port = int(bot.url.rsplit(":", 1)[1])
    with pytest.raises(BotAwayError, match="can't be reached"):
        client.ask("hello?")
    with running(port=port):
        assert client.ask("hello!")[0].text.startswith("You said: hello!")


def test_a_bot_that_refuses_a_message_says_why(fake_bot: FakeBot) -> None:
    fake_bot.status, fake_bot.body = 413, b'{"error": "message: this is\\ntoo long"}'
    with pytest.raises(BotAwayError, match="refuses this: message: this is too long"):
        Client(fake_bot.url).ask("hello")


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (200, b"<html>"), (403, b"<html>"), (403, b"[]")])
def test_a_bot_that_fails_is_reported(fake_bot: FakeBot, status: int, body: bytes) -> None:
    fake_bot.status, fake_bot.body = status, body
    with pytest.raises(BotAwayError, match="failed on this message"):
        Client(fake_bot.url).ask("hello")


@pytest.mark.parametrize("body", [b"{}", b"null", b"[1]", b'[{"text": ""}]', b'[{"custom": {}}]'])
def test_an_answer_of_another_form_is_no_answer(fake_bot: FakeBot, body: bytes) -> None:
    fake_bot.body = body
    assert Client(fake_bot.url).ask("hello") == (Answer(UNAVAILABLE),)


def test_a_proxy_in_the_environment_is_not_asked(fake_bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert Client(fake_bot.url).ask("hello")


def test_sources_are_read_off_the_text_where_there_is_no_data() -> None:
    assert Answer("A fact.\nSources: “A study”; “A guide”").sources == ("“A study”", "“A guide”")


def test_a_table_of_a_form_not_known_here_is_left_to_the_text() -> None:
    table = {"columns": ["a"], "rows": [{"label": "b", "cells": ["c"]}]}
    assert Answer("text", data={"version": 1, "table": table}).table == table
    assert Answer("text", data={"version": 2, "table": table}).table == {}
