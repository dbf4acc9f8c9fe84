"""What holds for every answer, and short ways to one: a question, and the knowledge of this project."""

from __future__ import annotations

import re
from typing import Any

from actions.answer import Answer
from actions.plan import plan
from actions.render import Reply, render
from actions.respond import LONGEST, respond
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.files import load
from knowledge.model import Statement, Topic
from knowledge.search import services_called

KNOWLEDGE = load()
TOPICS = list(KNOWLEDGE.topics.values())
MODELS = list(KNOWLEDGE.models)
KINDS = [topic for topic in TOPICS if topic.parent]
PARTS = list(KNOWLEDGE.questions)
ASPECTS = list(KNOWLEDGE.aspects)
SCALED = [aspect.id for aspect in KNOWLEDGE.aspects.values() if aspect.scale]
NEW = Conversation()

VERDICTS = {"", "yes", "no", "not_only", "both", "rather", "equal", "depends", "disagree", "silent"}
_NUMBER = re.compile(r"\[(\d+)\]")
_LISTED = re.compile(r"\[(\d+)\] “")
_TWICE = re.compile(r"\b(\w+) \1\b")


def named(topic: Topic) -> str:
    """Its id: how a test names what it is about."""
    return topic.id


def asked(form: str, *topics: Topic, **fields: Any) -> Question:
    """A question of a form on some topics."""
    return Question(form=form, topics=tuple(topic.id for topic in topics), **fields)


def tell(part: str, *topics: Topic, **fields: Any) -> Question:
    """A question for a part of some topics."""
    return asked(q.TELL, *topics, parts=(part,), **fields)


def answer(question: Question, conversation: Conversation = NEW) -> Answer:
    """What is planned for a question."""
    return plan(question, KNOWLEDGE, conversation)


def reply(*questions: Question, conversation: Conversation = NEW) -> Reply:
    """What is said to the questions of one message."""
    return respond(questions, KNOWLEDGE, conversation)[0]


def after(*questions: Question) -> Conversation:
    """A conversation in which these questions were asked, one after the other."""
    conversation = NEW
    for question in questions:
        conversation = respond([question], KNOWLEDGE, conversation)[1]
    return conversation


def rendered(*answers: Answer) -> Reply:
    """Answers as one reply."""
    return render(answers, [Question()] * len(answers), KNOWLEDGE)


def text_of(given: Answer) -> str:
    """The lines of an answer as they are read, without numbers and sources."""
    return "".join(f"{' ' if line.joins else chr(10)}{line.text}" for line in given.lines).strip()


def body(said: Reply) -> str:
    """A reply's text without its sources."""
    return said.text.partition("\nSource")[0]


def near(topic: Topic, part: str, place: int, score: float) -> Nearness:
    """A statement that the words are like."""
    return Nearness(topic.id, part, place, score)


def own_service(topic: Topic) -> Statement:
    """A service of a topic that no other topic has."""
    return next(s for s in topic.part("services") if len(services_called(KNOWLEDGE, [s.text])) == 1)


def assert_is_whole(said: Reply, most: int = LONGEST) -> None:
    """In form: one paragraph, each number in the list of sources, each button with a title of its own."""
    text, lines = said.text, body(said).split("\n")
    assert text == text.strip()
    assert all(line.strip() for line in text.split("\n")), f"a blank line splits a reply into two: {text}"
    assert len(body(said)) <= most, f"{len(body(said))} characters: {text}"
    assert not re.search(r"\.\.|,,| ,| \.(\s|$)|  |[{}]", text), text
    assert not _TWICE.search(re.sub(r"\b(that|had) \1\b", "", text)), text
    for line in lines:
        head, colon, rest = line.removeprefix("• ").partition(": ")
        assert not (colon and rest.lower().startswith((f"{head.lower()}:", f"{head.lower()} "))), line
    _assert_numbers_are_those_of_the_list(said)
    assert all(button.title and button.payload for button in said.buttons)
    for values in ([b.title for b in said.buttons], [b.payload for b in said.buttons]):
        assert len(set(values)) == len(values), values


def _assert_numbers_are_those_of_the_list(said: Reply) -> None:
    cited = list(dict.fromkeys(map(int, _NUMBER.findall(body(said)))))
    listed = list(map(int, _LISTED.findall(said.text.partition("\nSource")[2])))
    count = len(said.data["sources"])
    assert cited == listed == list(range(1, count + 1)), said.text
    assert all(source["title"] in said.text.splitlines()[-1] for source in said.data["sources"])


def assert_facts_are_cited(given: Answer) -> None:
    """Each line that tells statements cites them or names their documents itself; each citation is known."""
    for line in given.lines:
        assert not line.told or line.cites or given.part == "sources", line
        for fact in line.cites:
            assert fact, line
            assert all(not section or section in KNOWLEDGE.sources[id].sections for id, section in fact.items()), line
        assert all(KNOWLEDGE.statement(*address) for address in line.told), line


def assert_verdict_is_first(given: Answer) -> None:
    """A plain yes or no stands before all else, and no answer without such a verdict begins with one."""
    begins = given.lines[0].text.split()[0].rstrip(".,:")
    assert given.verdict in VERDICTS
    if begins in ("Yes", "No"):
        assert given.verdict in ("yes", "no", "not_only"), text_of(given)
    if given.verdict in ("yes", "no") and given.part in ("aspect", "services"):
        assert begins in ("Yes", "No", "That's", "Neither", "None", "Besides", "The"), text_of(given)


def assert_is_right_in_form(question: Question, most: int = LONGEST, conversation: Conversation = NEW) -> Answer:
    """All of the above; the answer itself for what else is to be said of it."""
    given = answer(question, conversation)
    assert_facts_are_cited(given)
    assert_verdict_is_first(given)
    assert_is_whole(reply(question, conversation=conversation), most)
    return given
