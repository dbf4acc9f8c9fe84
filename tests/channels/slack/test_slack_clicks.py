"""Clicks on what the bot offers, in messages and in the app's home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

from tests.channels.slack import snapshots
from tests.channels.slack.people import Person, texts
from tests.channels.slack.workspace import Call, Workspace


def types(call: Call) -> list[str]:
    """The types of a message's blocks."""
    return [block["type"] for block in call.params["blocks"]]


def votes(person: Person, conversation: str) -> list[Any]:
    """What is stored of votes."""
    events = requests.get(f"{person.slack.server}/bot/{conversation}", timeout=10).json() or []
    return [event["value"] for event in events if event["event"] == "slot" and event["name"] == "feedback"]


def answered(person: Person) -> Call:
    """An answer in the direct messages, after the greeting."""
    person.says("what is A?")
    return person.hears(2)[1]


# -- next questions --------------------------------------------------------------------------------------------


def test_a_click_is_answered_and_the_choice_takes_the_place_of_the_buttons(
    person: Person, workspace: Workspace
) -> None:
    call = answered(person)
    person.clicks(call, "question-0")
    assert texts(person.hears(3))[2].startswith("You said Tell me more")
    (update,) = workspace.called("chat.update", channel=person.direct, ts=call.answer["ts"])
    assert types(update) == ["markdown", "context", "context", "context_actions"]
    snapshots.check("choice", [update], person)


def test_a_payload_that_was_offered_goes_through_as_it_is(person: Person) -> None:
    person.clicks(answered(person), "question-1")
    assert texts(person.hears(3))[2].startswith("You said /restart")


def test_the_questions_of_a_message_are_answered_once_whoever_clicks(meet: Callable[..., Person], channel: str) -> None:
    ada, bob = meet(), meet()
    thread = ada.mentions("what is A?", channel)["ts"]
    (call,) = ada.hears(1, channel, thread)
    ada.clicks(call, "question-0")
    bob.clicks(call, "question-1")
    ada.says("and B?", channel, thread=thread)
    assert [text.splitlines()[0] for text in texts(ada.hears(3, channel, thread))[1:]] == [
        "You said Tell me more",
        "You said and B?",
    ]


def test_a_click_is_answered_even_if_the_buttons_cant_be_put_out(person: Person, workspace: Workspace) -> None:
    call = answered(person)
    workspace.refuse("chat.update", "cant_update_message")
    person.clicks(call, "question-0")
    person.hears(3)


# -- votes -----------------------------------------------------------------------------------------------------


def vote(person: Person, call: Call, verdict: str) -> None:
    """Click on one of the two thumbs."""
    block = next(block for block in call.params["blocks"] if block["type"] == "context_actions")
    button = block["elements"][0][f"{verdict}_button"]
    person.clicks(call, "feedback", button["value"])


def test_a_vote_is_stored_as_the_websites_are_and_may_be_changed(person: Person, workspace: Workspace) -> None:
    call = answered(person)
    vote(person, call, "positive")
    vote(person, call, "positive")
    vote(person, call, "negative")

    def thanked() -> list[Call] | None:
        found = workspace.called("chat.postEphemeral", channel=person.direct, user=person.user)
        return found if len(found) == 3 else None

    thanks = workspace.wait(thanked)
    stored = votes(person, f"slack-{person.direct}")
    assert [each["value"] for each in stored] == ["up", "down"]
    assert len({each["answer"] for each in stored}) == 1
    snapshots.check("thanks", thanks[:1], person)


def test_a_vote_on_an_answer_that_isnt_known_is_told(person: Person, workspace: Workspace) -> None:
    person.clicks(answered(person), "feedback", "up none.0")
    call = workspace.wait(lambda: workspace.called("chat.postEphemeral", user=person.user))[0]
    assert call.params["text"] == "This answer isn't known any more."


def test_a_vote_in_a_channel_belongs_to_its_thread(person: Person, channel: str, workspace: Workspace) -> None:
    thread = person.mentions("what is A?", channel)["ts"]
    (call,) = person.hears(1, channel, thread)
    vote(person, call, "positive")
    workspace.wait(lambda: workspace.called("chat.postEphemeral", user=person.user, thread_ts=thread))
    assert [each["value"] for each in votes(person, f"slack-{channel}-{thread}")] == ["up"]


# -- the app's home --------------------------------------------------------------------------------------------


def home(person: Person, workspace: Workspace) -> Call:
    """The home that a person sees."""
    person.opens("home")
    return workspace.wait(lambda: workspace.called("views.publish", user_id=person.user), "the home")[0]


def test_the_home_shows_what_the_bot_says_of_itself(person: Person, workspace: Workspace) -> None:
    snapshots.check("home", [home(person, workspace)], person)


def test_a_question_of_the_home_is_answered_in_direct_messages_below_the_question(
    person: Person, workspace: Workspace
) -> None:
    person.clicks(home(person, workspace), "question-0")
    asked = workspace.wait(lambda: workspace.called("chat.postMessage", channel=person.user), "the question")[0]
    thread = asked.answer["ts"]
    (call,) = person.hears(1, thread=thread)
    assert (texts([asked, call])) == [
        "You asked: What is there?",
        "You said List it\nSource: [1] “A study” &lt;2nd&gt; &amp; more",
    ]
    person.says("and its benefits?", thread=thread)
    assert workspace.wait(lambda: workspace.called("chat.postMessage", thread_ts=thread)[1:])
