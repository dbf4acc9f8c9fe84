"""Talking with the bot: direct messages, channels and their threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from channels.base import UNAVAILABLE
from tests.channels.slack import snapshots
from tests.channels.slack.people import BOT, Person, new_ts, texts
from tests.channels.slack.samples import GREETING
from tests.channels.slack.workspace import Workspace

Meet = Callable[..., Person]


def heard(calls: list[Any]) -> list[str]:
    """The first lines of what the bot said."""
    return [text.splitlines()[0] for text in texts(calls)]


# -- direct messages -------------------------------------------------------------------------------------------


def test_who_opens_the_direct_messages_is_greeted_once(person: Person) -> None:
    person.opens("messages")
    person.opens("messages")
    person.says("what is A?")
    calls = person.hears(2)
    assert heard(calls) == [GREETING["text"], "You said what is A?"]
    snapshots.check("direct_message", calls, person)


def test_who_writes_without_opening_them_is_greeted_too_and_only_once(person: Person) -> None:
    person.says("what is A?")
    person.says("and B?")
    assert heard(person.hears(3)) == [GREETING["text"], "You said what is A?", "You said and B?"]


def test_a_greeting_is_answered_by_one(person: Person) -> None:
    person.says("hello")
    person.says("bye")
    assert heard(person.hears(2)) == [GREETING["text"], "You said bye"]


def test_a_comparison_is_a_table_with_its_sources_below(person: Person) -> None:
    person.says("compare A and B")
    calls = person.hears(2)[1:]
    assert [block["type"] for block in calls[0].params["blocks"]] == [
        "markdown",
        "table",
        "markdown",
        "context",
        "actions",
        "context_actions",
    ]
    snapshots.check("comparison", calls, person)


def test_links_are_not_unfurled(person: Person) -> None:
    person.says("what is A?")
    assert {(call.params["unfurl_links"], call.params["unfurl_media"]) for call in person.hears(2)} == {(False, False)}


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ("/restart", "restart"),
        (" //  /restart{&quot;a&quot;: 1}", "restart{&amp;quot;a&amp;quot;: 1}"),
        ("is A &lt; B &amp; C?", "is A &lt; B &amp; C?"),
        ("ask <mailto:ada@example.org|ada@example.org>", "ask [e-mail address]"),
        ("see <http://a.example|a.example> in <#C1|general>", "see a.example in #general"),
        ("what is *A*, and _B_?", "what is A, and B?"),
    ],
)
def test_the_bot_reads_what_was_typed(person: Person, sent: str, understood: str) -> None:
    person.says(sent)
    assert heard(person.hears(2))[1] == f"You said {understood}"


@pytest.mark.parametrize("text", ["silence", "break"])
def test_who_asks_is_told_where_the_bot_fails(person: Person, text: str) -> None:
    person.says(text)
    person.says("what is A?")
    calls = person.hears(3)
    assert heard(calls)[1:] == [UNAVAILABLE, "You said what is A?"]
    assert [block["type"] for block in calls[1].params["blocks"]] == ["markdown"], "nobody votes on a failure"


def test_a_message_that_is_too_long_is_told(person: Person) -> None:
    person.says("a" * 2_001)
    person.says("what is A?")
    assert heard(person.hears(3))[::2] == [
        "This message is too long: shorten it to 2000 characters.",
        "You said what is A?",
    ]


def test_a_long_answer_comes_in_several_messages_and_only_the_last_offers_a_vote(person: Person) -> None:
    person.says("go on for ever")
    calls = person.hears(8)[1:]
    assert "\n".join(texts(calls)).count("and ends.") == 200
    with_vote = [any(block["type"] == "context_actions" for block in call.params["blocks"]) for call in calls]
    assert with_vote == [False] * 6 + [True]


def test_an_answer_calls_nobody(person: Person) -> None:
    person.says("call everybody")
    calls = person.hears(2)[1:]
    sent = str(calls[0].params)
    assert not any(call in sent for call in ("<!", "<@", "@channel", "@Everyone", "<script"))
    snapshots.check("calls_nobody", calls, person)


def test_blocks_that_slack_refuses_come_as_text(person: Person, workspace: Workspace) -> None:
    person.opens("messages")
    person.hears(1)
    workspace.refuse("chat.postMessage", "invalid_blocks")
    person.says("what is A?")
    call = person.hears(2)[1]
    assert heard([call]) == ["You said what is A?"]
    assert "blocks" not in call.params


# -- channels --------------------------------------------------------------------------------------------------


def test_a_mention_is_answered_once_in_its_thread(person: Person, channel: str) -> None:
    asked = person.mentions("what is A?", channel)
    person.says("and B?", channel, thread=asked["ts"])
    calls = person.hears(2, channel, asked["ts"])
    assert heard(calls) == ["You said what is A?", "You said and B?"]
    snapshots.check("mention", calls[:1], person)


def test_a_thread_goes_on_without_a_mention_whoever_speaks(meet: Meet, channel: str) -> None:
    ada, bob = meet(), meet()
    asked = ada.mentions("what is A?", channel)
    bob.says("and B?", channel, thread=asked["ts"])
    assert heard(ada.hears(2, channel, asked["ts"]))[1] == "You said and B?"


@pytest.mark.parametrize("kind", ["group", "mpim"])
def test_private_channels_and_groups_are_like_channels(person: Person, channel: str, kind: str) -> None:
    asked = person.says(f"what is A, <@{BOT}>?", channel, channel_type=kind)
    person.says("and B?", channel, thread=asked["ts"], channel_type=kind)
    person.says("not for it", channel, channel_type=kind)
    assert heard(person.hears(2, channel, asked["ts"])) == ["You said what is A, ?", "You said and B?"]


def test_a_mention_in_somebody_elses_thread_is_answered_there(person: Person, channel: str) -> None:
    thread = new_ts()
    person.says("I don't know either", channel, thread=thread)
    person.mentions("what is A?", channel, thread)
    assert heard(person.hears(1, channel, thread)) == ["You said what is A?"]


def test_each_thread_is_a_conversation_of_its_own(person: Person, channel: str) -> None:
    first, second = person.mentions("one", channel), person.mentions("two", channel)
    assert heard(person.hears(1, channel, first["ts"])) == ["You said one"]
    assert heard(person.hears(1, channel, second["ts"])) == ["You said two"]


def test_a_mention_alone_is_answered_by_a_greeting(person: Person, channel: str) -> None:
    asked = person.mentions("", channel)
    assert heard(person.hears(1, channel, asked["ts"])) == [GREETING["text"]]


def test_talk_in_a_channel_is_none_of_its_business(person: Person, channel: str, workspace: Workspace) -> None:
    alone = person.says("what is A?", channel)
    asked = person.mentions("what is B?", channel)
    person.hears(1, channel, asked["ts"])
    assert workspace.called("chat.postMessage", thread_ts=alone["ts"]) == []


def test_what_is_said_to_somebody_else_in_its_thread_is_left_alone(meet: Meet, channel: str) -> None:
    ada, bob = meet(), meet()
    asked = ada.mentions("what is A?", channel)
    ada.says(f"<@{bob.user}> do you agree?", channel, thread=asked["ts"])
    ada.says(f"<@{bob.user}> <@{BOT}> and B?", channel, thread=asked["ts"])
    assert heard(ada.hears(2, channel, asked["ts"]))[1] == f"You said @{bob.user} and B?"


@pytest.mark.parametrize(
    "what",
    [
        {"subtype": "message_changed", "message": {"text": "what is B?"}},
        {"subtype": "message_deleted", "hidden": True},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B1"},
        {"subtype": "channel_join"},
        {"subtype": "file_share", "files": [{"id": "F1"}]},
        {"edited": {"user": "U1", "ts": "1.0"}},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"text": "  "},
    ],
    ids=str,
)
def test_what_isnt_said_by_a_person_is_ignored(person: Person, channel: str, what: dict[str, Any]) -> None:
    asked = person.mentions("what is A?", channel)
    for event in (
        {**person.message("what is B?", channel, asked["ts"]), **what},
        {**person.message(f"<@{BOT}> what is B?", channel, asked["ts"]), "type": "app_mention", **what},
        {**person.message("what is B?"), **what},
    ):
        assert person.slack.event(event).status_code == 200
    person.says("and C?", channel, thread=asked["ts"])
    person.says("and D?")
    assert heard(person.hears(2, channel, asked["ts"])) == ["You said what is A?", "You said and C?"]
    assert heard(person.hears(2)) == [GREETING["text"], "You said and D?"]


def test_a_thread_that_is_shown_in_the_channel_as_well_goes_on(person: Person, channel: str) -> None:
    asked = person.mentions("what is A?", channel)
    person.says("and B?", channel, thread=asked["ts"], subtype="thread_broadcast")
    assert heard(person.hears(2, channel, asked["ts"]))[1] == "You said and B?"
