"""Is a reply right? Judged on its text, against the content of the knowledge, whatever its wording around that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.knowledge import Knowledge, Topic
from actions.reply import sentence


@dataclass(frozen=True)
class Expectation:
    """What a right reply is about: any of `parts`, all `topics`, the `aspect` or known-gap `subject`.

    `says` are words that it must contain; alternatives are separated by "|".
    """

    parts: tuple[str, ...]
    topics: tuple[str, ...] = ()
    aspect: str = ""
    subject: str = ""
    says: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Expectation:
        """The expectation written in a test file."""
        part = data["part"]
        return cls(
            (part,) if isinstance(part, str) else tuple(part),
            tuple(data.get("topics", ())),
            data.get("aspect", ""),
            data.get("subject", ""),
            tuple(data.get("says", ())),
        )


class Judge:
    """Judges replies by the knowledge and the fixed responses of the domain."""

    def __init__(self, knowledge: Knowledge, responses: Mapping[str, Sequence[str]]) -> None:
        """`responses`: utter_… -> its texts."""
        self._knowledge, self._responses = knowledge, responses
        self._special: Mapping[str, Callable[[str, Expectation], bool]] = {
            "comparison": self._is_comparison,
            "aspect": self._is_aspect,
            "relations": self._is_relation,
            "find_model": self._finds_model,
            "overview": lambda text, _: all(model.in_short in text for model in knowledge.models),
            "guided_choice": lambda text, _: any(sentence(q.ask) in text for q in knowledge.choice),
            "recommendation": self._recommends,
            "gap": lambda text, e: e.subject in knowledge.gaps and knowledge.gaps[e.subject].reply in text,
            "refusal": lambda text, _: text.startswith(("I can't help with that", "I found no words")),
            "bad_input": lambda text, _: bool(text) and "\n\n" not in text,
            "sources": lambda text, _: "documents" in text and any(str(s) in text for s in knowledge.sources.values()),
            "which_rpo": lambda text, _: all(
                any(t.name in text for t in topics) for topics in knowledge.shared_acronyms.values()
            ),
            "facts": self._tells_fact,
            "stopped": lambda text, _: text.startswith("All right"),
        }
        self._fixed = {
            "greeting": "utter_greet",
            "goodbye": "utter_goodbye",
            "thanks": "utter_thank",
            "bot": "utter_bot",
            "human": "utter_human",
            "complaint": "utter_complaint",
            "denied": "utter_deny",
            "forget_question": "utter_ask_forget",
            "forgotten": "utter_forgotten",
        }

    def is_right(self, text: str, expected: Expectation, before: str = "") -> bool:
        """True where `text` is what was expected; `before` is the bot's reply before it."""
        said = text.lower()
        if not all(any(word.lower() in said for word in words.split("|")) for words in expected.says):
            return False
        return any(self._is(part, text, expected, before) for part in expected.parts)

    def _is(self, part: str, text: str, expected: Expectation, before: str) -> bool:
        if part == "repeat":
            return bool(before) and before in text
        if part in self._fixed:
            return any(response in text for response in self._responses[self._fixed[part]])
        if part in self._special:
            return self._special[part](text, expected)
        return all(self._shows(self._knowledge.topics[id], part, text) for id in expected.topics) and bool(
            expected.topics
        )

    def _shows(self, topic: Topic, part: str, text: str) -> bool:
        """A statement of that part, or the honest word that there is none."""
        if any(statement.text.rstrip(".") in text for statement in topic.part(part)):
            return True
        if part == "definition" and topic.in_short in text:
            return True
        if part == "services" and ("covers" in text or "services of" in text) and self._knowledge.name(topic) in text:
            return True
        noun = self._knowledge.questions[part].noun if part in self._knowledge.questions else part
        return not topic.part(part) and "say nothing" in text and noun in text and topic.called in text

    def _is_comparison(self, text: str, expected: Expectation) -> bool:
        topics = [self._knowledge.topics[id] for id in expected.topics]
        if not topics:
            return False
        return all(self._side(topic, expected.aspect, text) for topic in topics)

    def _side(self, topic: Topic, aspect: str, text: str) -> bool:
        if not aspect:
            shown = [topic.in_short, *(s.text for s in topic.aspects.values())]
            return any(words.rstrip(".") in text for words in shown)
        if aspect in topic.aspects:
            return topic.aspects[aspect].text.rstrip(".") in text
        return topic.called in text and ("documents don't say" in text or "say nothing" in text)

    def _is_aspect(self, text: str, expected: Expectation) -> bool:
        views = [v.text for d in self._knowledge.disagreements if expected.aspect in d.aspects for v in d.views]
        return all(
            self._side(self._knowledge.topics[id], expected.aspect, text) or any(view in text for view in views)
            for id in expected.topics
        )

    def _is_relation(self, text: str, expected: Expectation) -> bool:
        ids = set(expected.topics)
        questions = [
            d.question for d in self._knowledge.disagreements if "relations" in d.parts and ids & set(d.topics)
        ]
        shown = [r.statement.text for id in ids for r in self._knowledge.topics[id].relations]
        shown += [
            s.text
            for id in ids
            for s in self._knowledge.topics[id].part("definition")
            if self._knowledge.topics[id].parent
        ]
        honest = "don't say how" in text and all(self._knowledge.topics[id].called in text for id in ids)
        return honest or any(words.rstrip(".") in text for words in (*questions, *shown))

    def _finds_model(self, text: str, expected: Expectation) -> bool:
        first = text.split(".")[0]
        named = [self._knowledge.topics[id] for id in expected.topics]
        return (
            any(topic.full in first or topic.name in first for topic in named)
            or (not named and "no model" in first)
            or any(f"Yes. {self._knowledge.name(topic)} covers" in text for topic in named)
        )

    def _recommends(self, text: str, expected: Expectation) -> bool:
        first = text.split("\n")[0]
        return "first" in first and (
            not expected.topics or any(self._knowledge.topics[id].full in first for id in expected.topics)
        )

    def _tells_fact(self, text: str, expected: Expectation) -> bool:
        if expected.says:
            return any(
                self._shows(self._knowledge.topics[id], p, text)
                for id in expected.topics
                for p in self._knowledge.questions
            )
        return any(self._shows(self._knowledge.topics[id], "facts", text) for id in expected.topics)
