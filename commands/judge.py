"""Is a reply right? Judged on its structured data: the questions that it answers and the statements that it tells.

Only what a response of the domain says is known by its text, since it has no other data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.model import Knowledge

Told = Mapping[str, Any]  # an entry of a reply's data["answers"]: actions/render.py


@dataclass(frozen=True)
class Expectation:
    """What a right reply answers: any of `parts`, all `topics`, the `aspect` or known-gap `subject`.

    `verdicts`: one of these must stand first; `without`: topics that it says nothing on; `says`: words that it must
    contain, alternatives separated by "|"; `also`: further questions that the reply must answer.
    """

    parts: tuple[str, ...]
    topics: tuple[str, ...] = ()
    aspect: str = ""
    subject: str = ""
    verdicts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    also: tuple[Expectation, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Expectation:
        """The expectation written in a test file; a list where several questions are asked."""
        if not isinstance(data, Mapping):
            first, *rest = (cls.of(entry) for entry in data)
            return cls(first.parts, first.topics, first.aspect, first.subject, first.verdicts, first.without,
                       first.says, tuple(rest))  # fmt: skip
        return cls(
            _several(data["part"]),
            tuple(data.get("topics", ())),
            data.get("aspect", ""),
            data.get("subject", ""),
            _several(data.get("verdict", ())),
            tuple(data.get("without", ())),
            tuple(data.get("says", ())),
        )


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True)
class Said:
    """A reply as it is judged: its whole `text` and the entries of data["answers"] and data["part"]."""

    text: str
    part: str
    told: tuple[Told, ...]

    @classmethod
    def of(cls, answers: Sequence[Mapping[str, Any]]) -> Said:
        """From the answers that a channel gives."""
        data = [answer.get("data") or {} for answer in answers]
        told = tuple(entry for one in data for entry in one.get("answers") or ())
        part = next(filter(None, (one.get("part") for one in data)), "")
        return cls("\n".join(str(answer.get("text") or "") for answer in answers), part, told)


class Judge:
    """Judges replies by the knowledge and the fixed responses of the domain."""

    def __init__(self, knowledge: Knowledge, responses: Mapping[str, Sequence[str]]) -> None:
        """`responses`: utter_… -> its texts."""
        self._knowledge, self._responses = knowledge, responses
        self._special: Mapping[str, Callable[[Told, Expectation], bool]] = {
            "comparison": self._compares,
            "aspect": self._is_on_aspect,
            "relations": self._relates,
            "find_model": self._finds,
            "recommendation": lambda told, e: told["part"] == "recommendation" and _any_topic(told, e),
            "gap": lambda told, e: told["part"] == "gap" and told["subject"] == e.subject,
            "facts": self._tells_fact,
            "which_rpo": lambda told, _: self._senses(told),
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

    def is_right(self, said: Said, expected: Expectation, before: str = "") -> bool:
        """True where the reply is what was expected; `before` is the bot's reply before it."""
        text = said.text.lower()
        if not all(any(word.lower() in text for word in words.split("|")) for words in expected.says):
            return False
        whole = any(self._is(part, said, expected, before) for part in expected.parts)
        return whole and all(self.is_right(said, also, before) for also in expected.also)

    def _is(self, part: str, said: Said, expected: Expectation, before: str) -> bool:
        if part == "repeat":
            return bool(before) and before in said.text
        if part in self._fixed:
            return any(response in said.text for response in self._responses[self._fixed[part]])
        if part == "bad_input":
            return bool(said.text) and "\n\n" not in said.text
        return any(
            self._answers(part, told, expected) and _has_verdict(told, expected) and _leaves_out(told, expected)
            for told in said.told
        )

    def _answers(self, part: str, told: Told, expected: Expectation) -> bool:
        if part in self._special:
            return self._special[part](told, expected)
        if part in self._knowledge.questions:
            if not expected.topics:
                return bool(told["part"] == part)
            return all(self._shows(told, part, id) for id in expected.topics)
        if part == "refusal" and told["part"] == "unknown":
            return not told["topics"]  # an acronym that isn't ours
        return bool(told["part"] == part) and (not expected.topics or _any_topic(told, expected))

    def _shows(self, told: Told, part: str, topic: str) -> bool:
        """A statement of that part on the topic, or the word that there is none."""
        stated = any(address[:2] == [topic, part] for address in told["statements"])
        about = told["part"] == part and (topic in told["topics"] or self._parent_speaks(told, topic))
        return stated or about

    def _parent_speaks(self, told: Told, topic: str) -> bool:
        """A kind of which nothing is said is answered by its model."""
        return told["verdict"] == "silent" and self._knowledge.topics[topic].parent in told["topics"]

    def _compares(self, told: Told, expected: Expectation) -> bool:
        if (
            not expected.topics
            or not set(expected.topics) <= set(told["topics"])
            or told["part"] not in ("comparison", "aspect")
        ):
            return False
        return not expected.aspect or _on_aspect(told, expected.aspect)

    def _is_on_aspect(self, told: Told, expected: Expectation) -> bool:
        about = {*told["topics"], *(address[0] for address in told["statements"])}
        family = all(id in about or self._knowledge.topics[id].parent in about for id in expected.topics)
        return family and _on_aspect(told, expected.aspect)

    def _relates(self, told: Told, expected: Expectation) -> bool:
        own = told["part"] == "relations" and bool(set(expected.topics) & set(told["topics"]))
        return own or any(address[1] == "relations" and address[0] in expected.topics for address in told["statements"])

    def _finds(self, told: Told, expected: Expectation) -> bool:
        if not expected.topics:
            return bool(told["part"] == "find_model") and not told["topics"]
        found = told["part"] in ("find_model", "definition") or (
            told["part"] == "services" and told["verdict"] in ("yes", "rather")
        )
        return found and bool(set(expected.topics) & set(told["topics"]))

    def _tells_fact(self, told: Told, expected: Expectation) -> bool:
        about = {address[0] for address in told["statements"]} & set(expected.topics)
        return bool(about) and (bool(expected.says) or any(address[1] == "facts" for address in told["statements"]))

    def _senses(self, told: Told) -> bool:
        shared = self._knowledge.shared_acronyms.values()
        return any({topic.id for topic in topics} <= set(told["topics"]) for topics in shared)


def _any_topic(told: Told, expected: Expectation) -> bool:
    return not expected.topics or bool(set(expected.topics) & set(told["topics"]))


def _on_aspect(told: Told, aspect: str) -> bool:
    return aspect in told["aspects"] or any(address[1] == f"aspects {aspect}" for address in told["statements"])


def _has_verdict(told: Told, expected: Expectation) -> bool:
    return not expected.verdicts or told["verdict"] in expected.verdicts


def _leaves_out(told: Told, expected: Expectation) -> bool:
    return not set(expected.without) & {*told["topics"], *(address[0] for address in told["statements"])}
