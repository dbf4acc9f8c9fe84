"""Answers as one reply: numbered citations in the text, one list of sources under it, data for rich channels. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.answer import ROW_END, Answer, Button, Line, first
from dialogue.question import Question
from dialogue.trace import trace
from knowledge.model import Knowledge

_WHOLE = 0.8  # share of a statement's characters from which a line tells it whole
FORM = 1  # the version of the structured data, raised when its keys change their meaning


@dataclass(frozen=True)
class Reply:
    """What is said: `text` without a blank line, `buttons`, and `data` as JSON types."""

    text: str
    buttons: tuple[Button, ...]
    data: Mapping[str, Any]


def render(answers: Sequence[Answer], questions: Sequence[Question], knowledge: Knowledge) -> Reply:
    """One reply to all questions, in their order."""
    lines = _once_in_full([line for answer in answers for line in answer.lines], knowledge)
    cited = _cited(lines)
    numbers = {document: number for number, document in enumerate(cited, 1)}
    text = "\n".join(filter(None, (_body(lines, numbers), _sources_line(cited, knowledge))))
    return Reply(text, _buttons(answers), _data(answers, questions, cited, knowledge))


def _once_in_full(lines: Sequence[Line], knowledge: Knowledge) -> list[Line]:
    """The lines where a shared acronym stands for itself once its full name was said, unless both senses are told."""
    told = list(lines)
    for full, acronym in _shared_names(knowledge, told).items():
        first = next(place for place, line in enumerate(told) if full in line.text)
        head, _, rest = told[first].text.partition(full)
        told[first] = replace(told[first], text=f"{head}{full}{rest.replace(full, acronym)}")
        told[first + 1 :] = [replace(line, text=line.text.replace(full, acronym)) for line in told[first + 1 :]]
    return told


def _shared_names(knowledge: Knowledge, lines: Sequence[Line]) -> dict[str, str]:
    """Full names with an acronym that others have, too, of which the lines tell one alone; with that acronym."""
    shared = [topic for topic in knowledge.models if knowledge.namesakes(topic)]
    told = [topic for topic in shared if any(topic.full in line.text for line in lines)]
    often = Counter(topic.acronym for topic in told)
    return {topic.full: topic.acronym for topic in told if often[topic.acronym] == 1}


def _cited(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Each document that the text refers to, in the order of its numbers, with the sections that say it."""
    often = _often(lines)
    cited: dict[str, list[str]] = {}
    for line in lines:
        for document in _chosen(line, often):
            sections = cited.setdefault(document, [])
            sections += dict.fromkeys(s for fact in line.cites if (s := fact.get(document)) and s not in sections)
    return cited


def _often(lines: Iterable[Line]) -> Counter[str]:
    return Counter(document for line in lines for fact in line.cites for document in fact)


def _chosen(line: Line, often: Mapping[str, int]) -> list[str]:
    """All documents of a statement, each of which may say a part of it; of several facts the fewest that say all."""
    left, chosen = [fact for fact in line.cites if fact], []
    if len(left) == 1 and _is_told_whole(line):
        return list(left[0])
    while left:
        documents = {document for fact in left for document in fact}
        best = max(sorted(documents), key=lambda document: (sum(document in f for f in left), often[document]))
        chosen.append(best)
        left = [fact for fact in left if best not in fact]
    return chosen


def _is_told_whole(line: Line) -> bool:
    """True where the line holds nearly all words of its one statement, not a short form of it."""
    return any(len(line.text) >= _WHOLE * len(fact.text) for fact in line.facts)


def _body(lines: Sequence[Line], numbers: Mapping[str, int]) -> str:
    """The lines with their numbers; in a row of sentences with the same numbers they stand behind the last."""
    marks = _marks(lines, numbers)
    text = ""
    for place, line in enumerate(lines):
        goes_on = place + 1 < len(lines) and lines[place + 1].joins and marks[place + 1] == marks[place]
        mark = f" {marks[place]}" if marks[place] and not goes_on else ""
        gap = "" if not text else " " if line.joins else "\n"
        text += gap + _marked(line.text, mark)
    return text


def _marked(text: str, mark: str) -> str:
    """The text with its numbers behind it; in a row of a table within its last cell."""
    is_row = text.endswith(ROW_END)
    return f"{text.removesuffix(ROW_END)}{mark}{ROW_END}" if is_row else f"{text}{mark}"


def _marks(lines: Sequence[Line], numbers: Mapping[str, int]) -> list[str]:
    """The numbers of the documents that each line is cited from: “[1][3]”."""
    often = _often(lines)
    cited = (sorted(numbers[document] for document in _chosen(line, often)) for line in lines)
    return ["".join(f"[{number}]" for number in each) for each in cited]


def _sources_line(cited: Mapping[str, Sequence[str]], knowledge: Knowledge) -> str:
    """“Sources: [1] …; [2] …”, "" where nothing is cited."""
    if not cited:
        return ""
    titles = [f"[{number}] {source_title(knowledge, id, cited[id])}" for number, id in enumerate(cited, 1)]
    return f"{'Sources' if len(titles) > 1 else 'Source'}: {'; '.join(titles)}"


def source_title(knowledge: Knowledge, id: str, sections: Sequence[str] = ()) -> str:
    """A document with its publisher, date and the sections that say it."""
    title = str(knowledge.sources[id])
    named = ", ".join(f"“{section}”" for section in sections)
    return f"{title}, {'section' if len(sections) == 1 else 'sections'} {named}" if named else title


def _buttons(answers: Sequence[Answer]) -> tuple[Button, ...]:
    """The next questions: of several answers some of each, in full where a title could be on either."""
    if len(answers) == 1:
        return answers[0].buttons
    mixed = first([b for row in range(3) for answer in answers for b in answer.buttons[row : row + 1]])
    titles = Counter(button.title for button in mixed)
    return tuple(Button(b.payload, b.payload) if titles[b.title] > 1 else b for b in mixed)


def _data(
    answers: Sequence[Answer], questions: Sequence[Question], cited: Mapping[str, Sequence[str]], knowledge: Knowledge
) -> dict[str, Any]:
    """What the reply is about, for rich channels, the metrics and the judge."""
    main = answers[0]
    return {
        "version": FORM,
        "content": knowledge.digest,
        "part": main.part,
        "topics": list(dict.fromkeys(id for answer in answers for id in answer.topics)),
        "aspect": main.subject or next(iter(main.aspects), ""),
        "table": dict(next((answer.table for answer in answers if answer.table), {})),
        "sources": [
            {"id": id, "title": source_title(knowledge, id, sections), "sections": list(sections)}
            for id, sections in cited.items()
        ],
        "answers": [_told(answer, question) for answer, question in zip(answers, questions, strict=True)],
    }


def _told(answer: Answer, question: Question) -> dict[str, Any]:
    """One answer as the judge reads it."""
    return {
        "form": question.form,
        "part": answer.part,
        "topics": list(answer.topics),
        "aspects": list(answer.aspects),
        "subject": answer.subject,
        "verdict": answer.verdict,
        "excluded": [*question.excluded, *question.without],
        "statements": [list(address) for address in answer.told],
        "why": trace(question),
    }
