"""The guided choice: which of its questions a message answers, and what is known before it begins. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dialogue import question as q
from dialogue.asked import SURE
from dialogue.conversation import Conversation
from dialogue.question import Question
from knowledge.model import ChoiceQuestion, Knowledge, Topic
from knowledge.phrases import is_in, normal, padded
from knowledge.search import NEAR, Address, models_for

WORK, UNSURE = "work", "unsure"
EITHER = "either"  # the option of who has no preference
_LIKE = 0.3  # likeness from which a free answer is taken for an option none of whose words it has
_CLEAR = 6  # letters of a word that answers a question which was not asked
_NAMED = 0.6  # score of a model from which its work is known without being asked for
_LAG = 0.08  # by which likeness may lag behind where the question was asked
_DONT_KNOW = ("not sure", "dont know", "don t know", "no idea", "unsure", "anything", "other", "something else", "idk")
# What turns away from the questions, or asks something of its own.
_LEAVES = frozenset({"stop", "restart_talk", "forget_me", "goodbye", "complain", "ask_human", "go_back"})
# Forms that ask for what the choice is about: “so which is it?”
_OF_THE_CHOICE = frozenset({q.CHOOSE, q.FIND, q.VERDICT, q.DECLINE, q.TALK, q.PICK, q.CORRECT, q.EDIT})
# Forms that a question on the field is taken for by mistake.
_TAKEN_WRONG = frozenset({q.DECLINE, q.TALK, q.PICK, q.CORRECT, q.EDIT})
_BARE = frozenset({"deny", "ask_repeat"})  # intents of messages that are like an option by chance alone
_SURELY = 0.5  # probability from which such an intent is believed


def is_side_question(question: Question) -> bool:
    """True for a message that asks something of its own rather than answering."""
    if _leaves(question):
        return True
    if question.form in (q.CHOOSE, q.FIND, q.VERDICT) or not _asks(question):
        return False
    if question.form in _TAKEN_WRONG and _is_after_statement(question):
        return True
    on_something = question.wh or question.topics or question.aspects or question.parts
    return question.form in _OF_THE_CHOICE or bool(on_something)


def _leaves(question: Question) -> bool:
    """True for a message that surely turns away from the questions."""
    return question.intent in _LEAVES and question.chance >= _SURELY


def _is_after_statement(question: Question) -> bool:
    """True where a statement is surely what was asked for."""
    return any(near.asked >= SURE for near in question.near)


def _asks(question: Question) -> bool:
    """True where the words are those of a question or a request."""
    return bool(question.wh) or question.claim is not None or bool({"requests", "asks"} & set(question.cues))


def answers(question: Question, knowledge: Knowledge, asked: str, done: Mapping[str, str]) -> dict[str, str]:
    """What a message answers: question id -> option id (for the work: a model's id, or "unsure").

    The question that was asked is tried with all means, the others by their words only; an answer that was given
    before may be given again.
    """
    if is_side_question(question):
        return {}
    left = [candidate for candidate in knowledge.choice if candidate.id not in done]
    named = any(by_words(candidate, question.words, 1) for candidate in left)
    if _wants_result(question) and done.get(WORK, UNSURE) != UNSURE and not named:
        return {candidate.id: EITHER for candidate in left}
    told: dict[str, str] = {}
    for candidate in knowledge.choice:
        if candidate.id == asked:
            option = _of_asked(candidate, question, knowledge)
        else:
            option = _in_passing(candidate, question, knowledge)
        if option and (candidate.id == asked or option != done.get(candidate.id)):
            told[candidate.id] = option
    return told if asked in told or set(told) & set(done) or asked != WORK else {}


def _wants_result(question: Question) -> bool:
    """True for “just tell me which one”, which answers nothing and wants no further questions."""
    asks = question.form in (q.CHOOSE, q.VERDICT, q.PICK) and "asks" in question.cues
    return asks and not (question.topics or question.services or question.aspects or question.content)


def _of_asked(candidate: ChoiceQuestion, question: Question, knowledge: Knowledge) -> str:
    if candidate.id == WORK:
        return _work(question, knowledge)
    return by_words(candidate, question.words, 1) or _by_likeness(candidate, question)


def _in_passing(candidate: ChoiceQuestion, question: Question, knowledge: Knowledge) -> str:
    """An answer to a question that wasn't asked: only by a clear word, and never by one that fits any question."""
    if candidate.id == WORK:
        changes = {"corrects", "instead"} & set(question.cues) or question.without or question.shut_out
        out = set(question.shut_out)
        words = " ".join(word for word in question.words.split() if word not in out)
        return _first(models_for(knowledge, words, question.services), _NAMED) if changes else ""
    option = by_words(candidate, question.words, _CLEAR)
    generic = option == EITHER or len(normal(question.words).split()) < 2
    return "" if generic else option


def _work(question: Question, knowledge: Knowledge) -> str:
    said = normal(question.words)
    exact = next((m.id for m in knowledge.models if m.choice and normal(m.choice.work) == said), "")
    if exact:
        return exact
    if any(f" {phrase} " in f" {said} " for phrase in _DONT_KNOW):
        return UNSURE
    named = _with_choice(question.topics, knowledge)
    if named:
        return named[0]
    near = [((n.topic, n.part, n.place), n.score) for n in question.near]
    return _first(_ranked(question, knowledge, near), NEAR - _LAG)


def _with_choice(ids: Iterable[str], knowledge: Knowledge) -> list[str]:
    """Those of the topics that the guided choice may recommend."""
    return [id for id in ids if id in knowledge.topics and knowledge.topics[id].choice]


def _ranked(
    question: Question, knowledge: Knowledge, near: Sequence[tuple[Address, float]] = ()
) -> list[tuple[Topic, float]]:
    """The models of the guided choice that take over the work, the likeliest first, each with its score."""
    ranked = models_for(knowledge, question.words, question.services, near)
    return [(model, score) for model, score in ranked if model.choice]


def _first(ranked: Sequence[tuple[Topic, float]], least: float) -> str:
    """The id of the likeliest model; "" where its score is below `least`."""
    return ranked[0][0].id if ranked and ranked[0][1] >= least else ""


def by_words(candidate: ChoiceQuestion, words: str, least: int) -> str:
    """The option one of whose words stands there; the longest phrase wins (“not core” over “core”).

    Words shorter than `least` letters don't count: “low cost” says nothing on how low the involvement shall be.
    """
    said = padded(words)
    hits = [
        (len(normal(word)), option.id)
        for option in candidate.options
        for word in (option.title, *option.words)
        if len(word) >= least and is_in(normal(word), said)
    ]
    return max(hits)[1] if hits else ""


def _by_likeness(candidate: ChoiceQuestion, question: Question) -> str:
    bare = question.intent in _BARE and question.chance >= _SURELY
    if question.topics or bare:
        return ""
    alike = (option for home, option, score in question.options if home == candidate.id and score >= _LIKE)
    return next(alike, "")


def known_from(question: Question, conversation: Conversation, knowledge: Knowledge) -> dict[str, str]:
    """What the message and the conversation have said already: question id -> option id."""
    known = _known_before(question, conversation, knowledge)
    work = _first(_ranked(question, knowledge), _NAMED)
    if work:
        known[WORK] = work
    known |= {id: option for id, option in _said(question, knowledge).items() if option != EITHER}
    return {id: option for id, option in known.items() if not _is_excluded(option, question, conversation)}


def _known_before(question: Question, conversation: Conversation, knowledge: Knowledge) -> dict[str, str]:
    """The answers that a choice begins with: those of the choice that is changed, else the work just asked for."""
    known = dict(conversation.choice) if question.operation == "rechoose" else {}
    last = conversation.last
    if known or last is None or last.form != q.FIND:
        return known
    found = _with_choice(conversation.topics, knowledge)
    return {WORK: found[0]} if found else {}


def _said(question: Question, knowledge: Knowledge) -> dict[str, str]:
    """The options whose words stand there, of all questions but that on the work: question id -> option id."""
    options = {c.id: by_words(c, question.words, 4) for c in knowledge.choice if c.id != WORK}
    return {id: option for id, option in options.items() if option}


def _is_excluded(option: str, question: Question, conversation: Conversation) -> bool:
    return option in (*question.excluded, *conversation.excluded)


def changes_choice(question: Question, conversation: Conversation, knowledge: Knowledge) -> bool:
    """True where a message after the recommendation changes one of the answers: “actually cost matters most”."""
    if not conversation.recommended or conversation.last is None or conversation.last.form != q.CHOOSE:
        return False
    if _asks_of_its_own(question):
        return False
    told = _said(question, knowledge)
    work = _first(models_for(knowledge, question.words, question.services), _NAMED)
    if work:
        told[WORK] = work
    return any(option != conversation.choice.get(id) for id, option in told.items())


def _asks_of_its_own(question: Question) -> bool:
    """True for a message after the recommendation that asks for something else; “what if …” doesn't."""
    if question.topics or question.claim or question.form in (q.COMPARE, q.VERIFY, q.RESTYLE):
        return True
    what_if = question.words.startswith(("what if", "and if", "what about if"))
    return bool(question.wh) and not what_if and question.form not in (q.CHOOSE, q.FIND, q.VERDICT)


def last_answered(knowledge: Knowledge, done: Mapping[str, str]) -> str:
    """The id of the question that was answered last; "" where none was."""
    return next((c.id for c in reversed(knowledge.choice) if done.get(c.id)), "")
