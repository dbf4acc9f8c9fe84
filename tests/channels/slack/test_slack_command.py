"""The slash command: answers for the asker alone, shared when they want."""

from __future__ import annotations

from tests.channels.slack import snapshots
from tests.channels.slack.people import Person, texts
from tests.channels.slack.workspace import Workspace


def test_the_answer_is_for_the_asker_and_can_be_shared(person: Person, channel: str, workspace: Workspace) -> None:
    (answer,) = person.gets(person.commands("compare A and B", channel))
    assert answer.params["response_type"] == "ephemeral"
    snapshots.check("command", [answer], person)
    shared = person.gets(person.clicks(answer, "share"), 2)
    assert [call.params["response_type"] for call in shared] == ["in_channel", "ephemeral"]
    snapshots.check("shared", shared, person)
    assert workspace.called("chat.postMessage", channel=channel, user=person.user) == []


def test_an_answer_is_shared_once(person: Person, channel: str) -> None:
    (answer,) = person.gets(person.commands("what is A?", channel))
    payload = person.click(answer, "share")
    for trigger in ("t-share-1", "t-share-2"):
        assert person.slack.click({**payload, "trigger_id": trigger}).status_code == 200
    (after,) = person.gets(person.commands("what is B?", channel))
    assert texts([after])[0].startswith("You said what is B?")
    assert len(person.gets(payload["response_url"].rpartition("/")[2], 2)) == 2


def test_without_a_question_it_tells_how_to_ask(person: Person, channel: str) -> None:
    helped = person.gets(person.commands("  ", channel))
    assert "/outsourcing List it" in texts(helped)[0]
    snapshots.check("help", helped, person)


def test_the_talk_goes_on_by_the_buttons_for_the_asker_alone(person: Person, channel: str) -> None:
    (answer,) = person.gets(person.commands("what is A?", channel))
    replaced, more = person.gets(person.clicks(answer, "question-0"), 2)
    assert (replaced.params["replace_original"], more.params["replace_original"]) == (True, False)
    assert {call.params["response_type"] for call in (replaced, more)} == {"ephemeral"}
    assert texts([more])[0].startswith("You said Tell me more")
    snapshots.check("command_choice", [replaced], person)


def test_a_vote_on_it_is_thanked_for_where_it_was_given(person: Person, channel: str) -> None:
    (answer,) = person.gets(person.commands("what is A?", channel))
    block = next(block for block in answer.params["blocks"] if block["type"] == "context_actions")
    (thanks,) = person.gets(person.clicks(answer, "feedback", block["elements"][0]["positive_button"]["value"]))
    assert thanks.params["text"] == "Thank you for your verdict."


def test_an_answer_that_isnt_known_any_more_cant_be_shared(person: Person, channel: str) -> None:
    (answer,) = person.gets(person.commands("what is A?", channel))
    (told,) = person.gets(person.clicks(answer, "share", "none"))
    assert told.params["text"] == "This answer isn't known any more: ask the question again."


def test_blocks_that_slack_refuses_come_as_text(person: Person, channel: str, workspace: Workspace) -> None:
    workspace.refuse_response("invalid_blocks")
    (answer,) = person.gets(person.commands("what is A?", channel))
    assert texts([answer])[0].startswith("You said what is A?")
    assert "blocks" not in answer.params


def test_a_repeated_command_is_answered_once(person: Person, channel: str) -> None:
    first = person.commands("what is A?", channel, trigger="t-once")
    second = person.commands("what is A?", channel, trigger="t-once")
    person.gets(person.commands("what is B?", channel))
    assert len(person.gets(first)) == 1
    assert person.slack.workspace.called("response_url", id=second) == []


def test_what_is_too_long_is_told(person: Person, channel: str) -> None:
    (told,) = person.gets(person.commands("a" * 2_001, channel))
    assert told.params["text"] == "This question is too long: shorten it to 2000 characters."
