"""Finding in the knowledge: services by their names, models by the work they take over, statements by words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from knowledge.model import Knowledge, Statement, Topic
from knowledge.phrases import is_in, normal, padded

Address = tuple[str, str, int]  # topic id, part id (or “aspects <id>”), place in that part

NEAR = 0.38  # likeness from which a statement is worth a mention: docs/nlu.md, “Thresholds”
SURE = 0.55  # likeness from which a statement is taken as meant
NEARLY_THE_SAME = 0.85  # likeness to a question from which a message asks just that
CLEAR = 0.7  # likeness from which a kind is named although nobody spoke of its model
_NAMED = 0.6  # what a service that is named counts beside likeness
_ONE_MORE = 0.15  # what each further service counts: a model for one field names few
_WORD = 0.4  # what a word of a model's work counts
_CUE = 1.2  # what a word counts by which alone people mean the model (“hospital”, “lawyer”)
_MOST_BY_WORDS = 1.2  # what all of these count together
_LEAD = 0.3  # by how much a model must lead where its work stands for its name
_ENDINGS = (
    "ational", "ations", "ation", "ability", "ibility", "iness", "ments", "ment", "ities", "ity", "ingly",
    "ings", "ing", "ables", "able", "ised", "ized", "ises", "izes", "ise", "ize", "ally", "al", "ly", "ions",
    "ion", "ers", "er", "ies", "ied", "ed", "es", "s", "e", "y",
)  # fmt: skip
_NUMBER = re.compile(r"(?<=\d),(?=\d)")  # “79,000” and “79000” are one word
_RARE = 6  # statements at most that hold a rare word
_LEAST_STEM = 4  # letters


def services_called(knowledge: Knowledge, phrases: Iterable[str]) -> list[tuple[Topic, Statement]]:
    """Each topic with its service that one of `phrases` names, in the order of menus."""
    wanted = dict.fromkeys(normal(phrase) for phrase in phrases)
    found = {
        id(service): (topic, service) for p in wanted for topic, service in knowledge.services_by_phrase.get(p, ())
    }
    places = {topic: place for place, topic in enumerate(knowledge.topics)}
    return sorted(found.values(), key=lambda owner: places[owner[0].id])


def models_for(
    knowledge: Knowledge, words: str, phrases: Sequence[str], near: Sequence[tuple[Address, float]] = ()
) -> list[tuple[Topic, float]]:
    """The models that take over the work described, the likeliest first, with a score from 0.

    `words`: the message in normal form; `phrases`: services that it names; `near`: statements that it is like.
    """
    scores: dict[str, float] = defaultdict(float, _by_services(knowledge, phrases))
    said = padded(words)
    for model in knowledge.models:
        scores[model.id] += _by_words(knowledge, model, said)
    for id, score in _best_by_model(knowledge, near).items():
        scores[id] += score if score >= NEAR else 0.0
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return [(knowledge.topics[id], score) for id, score in ranked if score > 0 and knowledge.topics[id].is_model]


def _by_services(knowledge: Knowledge, phrases: Sequence[str]) -> dict[str, float]:
    """What the services that are named count for each model."""
    scores: dict[str, float] = {}
    for topic, _ in services_called(knowledge, phrases):
        home = topic.parent or topic.id
        scores[home] = scores[home] + _ONE_MORE if home in scores else _NAMED
    return scores


def _by_words(knowledge: Knowledge, model: Topic, said: str) -> float:
    """What the words of a model's work count that stand in a padded text."""
    found = {word for word in model.work_words if is_in(word, said)}
    # The cues of a model with a name of its own say what it is about; those of a shared acronym tell two apart.
    cues = found.intersection(map(normal, model.cues)) if not knowledge.namesakes(model) else set()
    return min(_MOST_BY_WORDS, _CUE * bool(cues) + _WORD * len(found - cues))


def model_of_work(knowledge: Knowledge, words: str, phrases: Sequence[str]) -> Topic | None:
    """The model whose work the words name, where one alone stands out: “our purchasing”, “the HR department”."""
    ranked = models_for(knowledge, words, phrases)
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0) if ranked else 0.0
    return ranked[0][0] if ranked and ranked[0][1] >= _NAMED and lead >= _LEAD else None


def _best_by_model(knowledge: Knowledge, near: Sequence[tuple[Address, float]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for (topic, part, _), score in near:
        if topic in knowledge.topics and part in ("services", "definition", "how_it_works", "fit"):
            model = knowledge.topics[topic].parent or topic
            best[model] = max(best.get(model, 0.0), score)
    return best


def hinted_topics(knowledge: Knowledge, words: str) -> tuple[Topic, ...]:
    """The topics that words point at: by a word of their name (“legal”) or of their work (“hiring”)."""
    named = [topic for topic in knowledge.topics.values() if topic.is_model or topic.parent]
    counts = Counter(word for topic in named for word in set(normal(topic.name).split()))
    said = padded(words)
    by_name = tuple(topic for topic in named if _is_hinted(topic, counts, said))
    return by_name or _first_of_work(knowledge, said)


def _first_of_work(knowledge: Knowledge, said: str) -> tuple[Topic, ...]:
    """The first model a word of whose work stands in a padded text."""
    return tuple(m for m in knowledge.models if any(is_in(word, said) for word in m.work_words))[:1]


def _is_hinted(topic: Topic, counts: Mapping[str, int], said: str) -> bool:
    """True where a word stands in a padded text that is in this topic's name alone; `counts`: in how many each is."""
    own = (word for word in normal(topic.name).split() if len(word) >= _LEAST_STEM and counts[word] == 1)
    return any(is_in(word, said) for word in own)


def kind_at(knowledge: Knowledge, address: Address) -> Topic | None:
    """The kind that a statement describes: one of its own, or the entry of its model's list of kinds."""
    home, part, place = address
    topic = knowledge.topics.get(home)
    if topic and part == "types" and place < len(topic.types):
        topic = knowledge.topics.get(topic.types[place])
    return topic if topic and topic.parent else None


def hinted_kind(knowledge: Knowledge, families: Iterable[str], words: str) -> Topic | None:
    """The one kind of some models whose cues stand in the words; None where none or several have some there."""
    homes, said = set(families), padded(words)
    kinds = (topic for topic in knowledge.topics.values() if topic.parent in homes)
    hinted = [kind for kind in kinds if any(is_in(normal(cue), said) for cue in kind.cues)]
    return hinted[0] if len(hinted) == 1 else None


# -- statements by their words ---------------------------------------------------------------------------------------


def stem(word: str) -> str:
    """A word without its ending, so that “scalable” finds “scalability”."""
    if word.isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


class WordIndex:
    """Which statements hold which stems, and how rare each stem is among all."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.stems: dict[Address, frozenset[str]] = {}
        for topic, part, place, statement in knowledge.all_statements():
            own = {stem(w) for w in normal(knowledge.topics[topic].full).split()}
            also = statement.also if part in ("services", "facts", "examples") else ()
            text = " ".join((statement.text, statement.name, *also))
            words = normal(_NUMBER.sub("", text)).split()
            self.stems[(topic, part, place)] = frozenset(stem(w) for w in words) - own
        count = Counter(s for stems in self.stems.values() for s in stems)
        self._rarity = {s: log(1 + len(self.stems) / n) for s, n in count.items()}
        self._unseen = log(1 + len(self.stems))

    def shared(self, address: Address, content: Sequence[str]) -> tuple[float, int]:
        """The share of the content words, weighed by their rarity, that a statement holds (0 to 1), and how many."""
        wanted = {stem(word) for word in content}
        found = wanted & self.stems.get(address, frozenset())
        total = sum(self._rarity.get(s, self._unseen) for s in wanted)
        return (sum(self._rarity[s] for s in found) / total if total else 0.0), len(found)

    def rare(self, address: Address, content: Sequence[str]) -> int:
        """How many of the content words a statement shares that few others hold."""
        least = log(1 + len(self.stems) / _RARE)
        found = {stem(word) for word in content} & self.stems.get(address, frozenset())
        return sum(self._rarity[s] >= least for s in found)


def word_index(knowledge: Knowledge) -> WordIndex:
    """The index of a knowledge, made once and kept with it."""
    kept = vars(knowledge)
    if "_word_index" not in kept:
        kept["_word_index"] = WordIndex(knowledge)
    index: WordIndex = kept["_word_index"]
    return index


def _asks_for_kind(words: str, name: str) -> bool:
    kind = "type|kind|category|variety|model|form|sort"
    patterns = (
        rf"\b(?:which|what|kaunsa|konsa) (?:{kind})(?: of)?(?: {name}| outsourcing| is| would|$)",
        rf"\b(?:which|kaunsa|konsa) {name}(?: is| would| {kind}|$)",
        rf"\b{name} (?:{kind})$",
    )
    return any(re.search(pattern, words) for pattern in patterns)


def asks_for_kind(words: str, topic: Topic) -> bool:
    """True where a message asks which kind of a model something is: “… is which type of BPO?”"""
    return _asks_for_kind(normal(words), re.escape(normal(topic.called)))


def left(statements: Sequence[Statement], out: Sequence[str]) -> list[int]:
    """The places of the statements that hold none of the words which shall stay out."""
    stems = {stem(word) for word in out}
    return [
        place
        for place, said in enumerate(statements)
        if not stems & {stem(word) for word in normal(" ".join((said.name, said.text, *said.also))).split()}
    ]
