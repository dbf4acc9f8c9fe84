"""The assistant's pane."""

from __future__ import annotations

from tests.channels.slack import snapshots
from tests.channels.slack.people import Person, texts
from tests.channels.slack.samples import GREETING
from tests.channels.slack.workspace import Workspace

PROMPTS = "assistant.threads.setSuggestedPrompts"
STATUS = "assistant.threads.setStatus"


def test_it_opens_with_a_greeting_at_the_first_contact_and_always_with_questions(
    person: Person, workspace: Workspace
) -> None:
    first, second = person.opens_pane(), person.opens_pane()
    person.opens("messages")
    workspace.wait(lambda: workspace.called(PROMPTS, thread_ts=second), "the prompts")
    assert [(call.params["thread_ts"], call.params["text"]) for call in person.hears(1)] == [(first, GREETING["text"])]
    snapshots.check("prompts", workspace.called(PROMPTS, thread_ts=first), person)


def test_it_thinks_and_answers_in_the_thread(person: Person, workspace: Workspace) -> None:
    thread = person.opens_pane()
    person.says("what is A?", thread=thread)
    assert texts(person.hears(2, thread=thread))[1].startswith("You said what is A?")
    calls = [call for call in workspace.calls if call.params.get("thread_ts") == thread]
    assert [call.method for call in calls] == ["chat.postMessage", PROMPTS, STATUS, "chat.postMessage"]
    snapshots.check("status", workspace.called(STATUS, thread_ts=thread), person)


def test_its_threads_are_conversations_of_their_own(person: Person) -> None:
    first, second = person.opens_pane(), person.opens_pane()
    person.says("one", thread=first)
    person.says("two", thread=second)
    person.hears(2, thread=first)
    assert texts(person.hears(1, thread=second))[0].startswith("You said two")


def test_an_answer_comes_even_if_no_status_can_be_set(person: Person, workspace: Workspace) -> None:
    thread = person.opens_pane()
    person.hears(1, thread=thread)
    workspace.put_off(STATUS, 60)
    person.says("what is A?", thread=thread)
    person.hears(2, thread=thread)
