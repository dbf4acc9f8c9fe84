"""Everything that people do with the bot in Slack, once."""

from __future__ import annotations

from tests.channels.slack.people import Person
from tests.channels.slack.workspace import Workspace


def everything(person: Person, channel: str, workspace: Workspace) -> None:
    """Have a person do it; comes back when all is answered."""
    person.opens("messages")
    person.says("compare A and B")
    answer = person.hears(2)[1]
    person.clicks(answer, "question-0")
    vote = next(block for block in answer.params["blocks"] if block["type"] == "context_actions")
    person.clicks(answer, "feedback", vote["elements"][0]["positive_button"]["value"])
    workspace.wait(lambda: workspace.called("chat.postEphemeral", user=person.user), "thanks")
    workspace.wait(lambda: workspace.called("chat.update", channel=person.direct), "the choice")
    person.hears(1, channel, person.mentions("what is A?", channel)["ts"])
    (shown,) = person.gets(person.commands("what is A?", channel))
    person.gets(person.clicks(shown, "share"), 2)
    person.opens("home")
    home = workspace.wait(lambda: workspace.called("views.publish", user_id=person.user), "the home")[0]
    person.clicks(home, "question-0")
    workspace.wait(lambda: workspace.called("chat.postMessage", channel=person.user), "the question")
    thread = person.opens_pane()
    person.says("what is A?", thread=thread)
    workspace.wait(lambda: workspace.called("chat.postMessage", thread_ts=thread), "the answer in the pane")
    workspace.wait(lambda: workspace.called("assistant.threads.setSuggestedPrompts", thread_ts=thread), "prompts")
