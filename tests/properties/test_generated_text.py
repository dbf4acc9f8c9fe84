"""Text is harmless on its way in and on its way out, whatever it is."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Any

from hypothesis import strategies as st

from channels import history
from channels.base import answer_of
from channels.cleaning import MOST_CHARACTERS, as_words, one_line, printable
from channels.slack import blocks, home
from channels.slack.clicks import Click
from channels.slack.places import bot_of, said
from channels.slack.text import cut, defused, markdown, mentions, plain, typed
from tests.channels.slack.test_slack_blocks import check
from tests.properties.inputs import JSON, inputs, texts

CALLS = re.compile(r"<[@#!]|@(?:here|channel|everyone|group)\b", re.IGNORECASE)
TEXT = texts("what is A?", "• ", "Source: ", "Sources: x", "A: ", "word", "\n\n")
WORDS = st.text(max_size=20) | TEXT
BUTTONS = st.lists(st.fixed_dictionaries({}, optional={"title": WORDS, "payload": WORDS}), max_size=30)


@inputs(1_000, text=TEXT)
def test_what_is_cleaned_has_no_power_over_a_terminal_or_a_store(text: str) -> None:
    cleaned = printable(text)
    assert not [c for c in cleaned if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]
    assert isinstance(cleaned.encode(), bytes)
    assert printable(cleaned) == cleaned


@inputs(1_000, text=TEXT)
def test_what_the_bot_reads_is_one_line_of_words_and_no_command(text: str) -> None:
    words = as_words(text * 40)
    assert len(words) <= MOST_CHARACTERS
    assert not words.startswith(("/", " "))
    assert words == " ".join(words.split()) or words.endswith(" ")
    assert one_line(text) == one_line(one_line(text))


@inputs(1_000, text=TEXT, bot=st.sampled_from(["", "U1", "U.*", "("]))
def test_what_came_from_slack_is_read_as_words(text: str, bot: str) -> None:
    assert isinstance(as_words(typed(text, bot)), str)
    assert all(id.isalnum() for id in mentions(text))


@inputs(1_000, text=TEXT)
def test_nothing_that_goes_to_slack_calls_anybody(text: str) -> None:
    for shown in (plain(text), markdown(text.replace("\n", " ")), defused(text), cut(plain(text), 50)):
        for seen in (shown, unescape(shown), unescape(unescape(shown))):
            assert not CALLS.search(seen), seen


TABLES = st.fixed_dictionaries(
    {
        "columns": st.lists(WORDS, max_size=25),
        "rows": st.lists(st.fixed_dictionaries({"label": WORDS, "cells": st.lists(WORDS, max_size=25)}), max_size=8),
    }
)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "table": TABLES,
        "sources": st.lists(st.fixed_dictionaries({"id": st.just("s"), "title": WORDS}), max_size=5),
        "failed": st.booleans(),
        "part": WORDS,
    },
)


@inputs(
    300,
    text=TEXT.filter(str.strip),
    repeated=st.sampled_from([1, 1, 1, 50, 900]),
    buttons=BUTTONS,
    data=DATA,
    share=st.sampled_from(["", "0" * 32]),
)
def test_every_answer_keeps_slacks_limits_and_calls_nobody(
    text: str, repeated: int, buttons: Any, data: Any, share: str
) -> None:
    said = answer_of({"text": text * repeated, "buttons": buttons, "data": data})
    message = history.reply("0" * 32, [said], 0)[0]
    for payload in blocks.messages(message, share=share):
        check(payload)
        assert not CALLS.search(unescape(shown(payload)))
    assert len(home.view([message, message]).blocks or ()) <= 100


def shown(payload: Any) -> str:
    """All that is seen of a message: values go back to the bot alone."""
    if isinstance(payload, dict):
        return " ".join(shown(value) for key, value in payload.items() if key != "value")
    return " ".join(map(shown, payload)) if isinstance(payload, list) else str(payload)


EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["message", "app_mention"]),
        "channel_type": st.sampled_from(["im", "channel"]),
        **dict.fromkeys(("user", "text", "channel", "ts", "thread_ts", "subtype", "bot_id", "edited"), JSON | TEXT),
    },
)


@inputs(400, event=EVENTS, body=st.fixed_dictionaries({"authorizations": st.none() | st.lists(st.just({}))}))
def test_an_event_is_something_that_a_person_said_or_nothing(event: Any, body: Any) -> None:
    message = said(event, bot_of(body))
    assert message is None or (message.text.strip() and message.user and message.place.conversation)


CLICKS = st.fixed_dictionaries(
    {"actions": st.lists(st.fixed_dictionaries({"action_id": WORDS, "value": WORDS}), min_size=1, max_size=2)},
    optional={"message": st.just({}), "container": st.just({"is_ephemeral": True}), "response_url": WORDS},
)


@inputs(300, click=CLICKS)
def test_only_what_the_bot_offers_can_be_clicked(click: Any) -> None:
    followed = Click.of({**click, "user": {"id": "U1"}})
    assert followed is None or followed.kind in (blocks.QUESTION, blocks.FEEDBACK, blocks.SHARE)
