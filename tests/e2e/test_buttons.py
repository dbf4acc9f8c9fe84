"""Every button that the bot can offer is answered with what it says: its own part, on its own topic."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

from actions.parts import ask
from channels.base import Answer
from commands.one_process import OneProcessBot
from dialogue.choice import WORK
from knowledge.model import Knowledge

MORE, MODELS, CHOOSE = "Tell me more", "Which outsourcing models do you know?", "Help me choose a model"
ASKED_BACK = {"refusal", "did_you_mean", "which_topic", "compare_with", "unknown"}


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed: what was said before it, in order, and what came back."""

    before: tuple[str, ...]
    payload: str
    answers: tuple[Answer, ...]

    @property
    def told(self) -> list[Mapping[str, Any]]:
        """What was answered: the entries of data["answers"]."""
        return [entry for answer in self.answers for entry in answer["data"].get("answers") or ()]

    @property
    def is_choice(self) -> bool:
        """True for a question of the guided choice, which has a test of its own."""
        return any(entry["part"] == "guided_choice" for entry in self.told)

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(answer["text"] for answer in self.answers)

    def __str__(self) -> str:
        told = [(e["form"], e["part"], e["topics"], e["aspects"], e["verdict"]) for e in self.told]
        return f"{' → '.join((*self.before, self.payload))}: {told} {self.text[:120]!r}"


@pytest.fixture(scope="module")
def bot() -> OneProcessBot:
    """The trained bot."""
    return OneProcessBot()


@pytest.fixture(scope="module")
def pressed(bot: OneProcessBot, knowledge: Knowledge) -> list[Pressed]:
    """All buttons outside of the guided choice, each pressed once: breadth first until there is none that is new."""
    found: list[Pressed] = []
    queue: deque[tuple[tuple[str, ...], str]] = deque(((), text) for text in starts(knowledge))
    met: set[object] = set()
    while queue:
        before, payload = queue.popleft()
        # What goes on depends on what came before: it is another button after another answer.
        key = (payload, _on_the_table(found, before)) if payload == MORE else payload
        if key in met:
            continue
        met.add(key)
        one = press(bot, before, payload)
        found.append(one)
        after = (*before, payload) if payload == MORE else (payload,)
        if not one.is_choice:
            queue.extend((after, button["payload"]) for answer in one.answers for button in answer["buttons"])
    return found


def _on_the_table(found: list[Pressed], before: tuple[str, ...]) -> str:
    """What the last answer told."""
    last = next(one for one in reversed(found) if (*one.before, one.payload)[-len(before) :] == before)
    return str([entry["statements"] for entry in last.told])


def press(bot: OneProcessBot, before: tuple[str, ...], payload: str) -> Pressed:
    """Say it in a new conversation."""
    sender = uuid.uuid4().hex
    for text in before:
        bot.say(sender, text)
    return Pressed(before, payload, tuple(bot.say(sender, payload)))


def starts(knowledge: Knowledge) -> Iterator[str]:
    """Where answers with buttons begin: all parts and aspects of all topics, all pairs, all gaps, the rest."""
    topics = knowledge.topics.values()
    yield from (
        MODELS,
        CHOOSE,
        "hello",
        "which models shall I compare?",
        "what are the benefits?",
        "does it save money?",
    )
    yield from (ask(knowledge, part, topic) for topic in topics for part in knowledge.questions)
    yield from (
        f"What is the difference between {knowledge.name(a)} and {knowledge.name(b)}?"
        for a, b in combinations(topics, 2)
    )
    yield from (f"{a.label.lower()} of {knowledge.name(m)}" for a in knowledge.aspects.values() for m in topics)
    yield from (
        f"How are {knowledge.name(a)} and {knowledge.name(b)} related?" for a, b in combinations(knowledge.models, 2)
    )
    yield from (f"{acronym} benefits" for acronym in knowledge.shared_acronyms)
    yield from (gap.asked_as[0] for gap in knowledge.gaps.values())
    yield from (service.text for topic in topics for service in topic.part("services")[:2])


def named(text: str, knowledge: Knowledge) -> list[str]:
    """The ids of the topics that a text names, the longest names first."""
    names = {name: topic.id for topic in knowledge.topics.values() for name in (knowledge.name(topic), topic.full)}
    found: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            text = text.replace(name, " ")
            found.append(names[name])
    return found


def fault(one: Pressed, knowledge: Knowledge) -> str:
    """What is wrong with the answer to a button; "" where it is right."""
    fixed = {MODELS: "overview", CHOOSE: "guided_choice"}
    if not one.told:
        return "" if one.payload == "hello" else "no answer of ours"
    told = one.told[0]
    if one.payload in fixed:
        return "" if told["part"] == fixed[one.payload] else f"wanted {fixed[one.payload]}"
    dispute = next((d for d in knowledge.disagreements if d.question == one.payload), None)
    if dispute:
        return "" if dispute.question in one.text else "wanted the views of the documents"
    if one.payload == MORE:
        return "" if told["statements"] else "wanted something more"
    asks = {
        ask(knowledge, part, topic): (part, topic)
        for topic in knowledge.topics.values()
        for part in knowledge.questions
    }
    if one.payload in asks:
        part, topic = asks[one.payload]
        return _fault_of_part(told, part, topic.id, knowledge)
    topics = named(one.payload, knowledge)
    if len(topics) > 1:
        right = told["part"] in ("comparison", "relations") and set(told["topics"]) == set(topics)
        return "" if right else f"wanted a comparison of {topics}"
    return ""


def _fault_of_part(told: Mapping[str, Any], part: str, id: str, knowledge: Knowledge) -> str:
    topic = knowledge.topics[id]
    general = not topic.is_model and not topic.parent
    if general and part == "types":
        return "" if told["part"] == "overview" else "wanted the overview"
    about = told["topics"][:1] == [id] or (told["verdict"] == "silent" and told["topics"] == [topic.parent])
    return "" if told["part"] == part and about else f"wanted {part} of {id}"


def offered(pressed: list[Pressed]) -> list[Pressed]:
    """Those that an answer offers; the rest of what was said only led there."""
    payloads = {button["payload"] for one in pressed for answer in one.answers for button in answer["buttons"]}
    return [one for one in pressed if one.payload in payloads]


def test_every_button_is_answered_with_its_own_part_on_its_own_topic(
    pressed: list[Pressed], knowledge: Knowledge
) -> None:
    wrong = [f"{found}: {one}" for one in offered(pressed) if (found := fault(one, knowledge))]
    assert not wrong, "\n".join(wrong)


def test_no_button_is_refused_or_asked_back(pressed: list[Pressed]) -> None:
    """Where a question of a user lacks something it is asked back; a button has no such excuse."""
    wrong = [str(one) for one in offered(pressed) if {entry["part"] for entry in one.told} & ASKED_BACK]
    assert not wrong, "\n".join(wrong)


def test_many_buttons_were_pressed(pressed: list[Pressed], knowledge: Knowledge) -> None:
    assert len(offered(pressed)) > 8 * len(knowledge.topics)


def options(knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    """Each question of the guided choice with the place of each of its options."""
    for choice in knowledge.choice:
        count = len(knowledge.models) + 1 if choice.id == WORK else len(choice.options)
        yield from ((choice.id, option) for option in range(count))


def test_every_button_of_the_guided_choice_leads_on_to_a_recommendation(
    bot: OneProcessBot, knowledge: Knowledge
) -> None:
    for varied, option in options(knowledge):
        sender, said, asked = uuid.uuid4().hex, CHOOSE, list[str]()
        while len(asked) <= len(knowledge.choice):
            (answer,) = bot.say(sender, said)
            if answer["data"]["part"] == "recommendation":
                break
            (question,) = answer["data"]["answers"][0]["aspects"]
            assert question not in asked, f"{said}: {answer['text']}"
            asked.append(question)
            # The last of the others leaves a question open, so that none of them is answered in passing.
            said = answer["buttons"][option if question == varied else -1]["payload"]
        assert answer["data"]["part"] == "recommendation", f"{said}: {answer['text']}"
        assert varied in asked
        for button in answer["buttons"]:
            one = Pressed((said,), button["payload"], tuple(bot.say(sender, button["payload"])))
            assert fault(one, knowledge) == "", str(one)
            if one.is_choice:
                break
