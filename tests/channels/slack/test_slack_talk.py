"""Talking with the bot: direct messages, channels and their threads."""

from __future__ import annotations

from tests.channels.slack.people import Person, texts


def test_the_first_direct_message_is_greeted_and_answered(person: Person) -> None:
    person.says("what is A?")
    assert texts(person.hears(2)) == [
        "Hello! What would you like to know?",
        "You said what is A?\nSource: “A study” &lt;2nd&gt; &amp; more",
    ]
