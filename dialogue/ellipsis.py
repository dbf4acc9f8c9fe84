"""Fields that an utterance leaves out: taken from the question that waits, or from the last one."""

from __future__ import annotations

from dataclasses import replace

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question
from dialogue.senses import is_specific
from knowledge.model import Knowledge
from knowledge.phrases import normal

_NAMING = frozenset({"ask_definition", "", "ask_same", "correct", "pick_option", "affirm", "greet", "ask_overview"})
_ITEM = 2  # words of an item that is named alone
_ACTS = frozenset(
    {q.RESTYLE, q.SURE, q.SUMMARISE, q.VERDICT, q.AGAIN, q.SOURCE, q.MORE, q.TALK, q.EDIT, q.CHOOSE, q.EXAMPLE}
)
_UNCLEAR = 0.35  # chance of a class below which the topic and the form that are named say more
_SURELY = 0.6  # chance from which a class of talk about the talk is believed of a question
_BESIDE_ITEM = 3  # words beside some work that is named alone
_BARE = 5  # words and marks of a claim that only names a topic
_FRAGMENT = 6  # words that may hold nothing but names
SHORT, VERY_SHORT = 9, 4  # words of a question that may do without its subject: in a conversation, and at its start
_ELSEWHERE = 3  # words from elsewhere from which a pronoun stands for something else
_LONG = 14  # and of one on an aspect of what was talked about
_LIKELY, _LIKELY_DESPITE_ONE = 0.12, 0.3  # chance of the runner-up from which a follow-up is believed, by foreign words
_FOLLOW_UPS = {
    "ask_more": q.MORE, "ask_same": q.SAME, "ask_simpler": q.RESTYLE, "restyle": q.RESTYLE, "ask_why": q.WHY,
    "correct": q.CORRECT, "pick_option": q.PICK, "ask_example": q.EXAMPLE, "ask_sure": q.SURE, "ask_verdict": q.VERDICT,
    "edit_topics": q.EDIT, "ask_comparison": q.COMPARE, "find_model": q.FIND, "ask_sources": q.SOURCE,
    "summarise": q.SUMMARISE, "go_back": q.BACK, "ask_overview": q.LIST, "ask_aspect": q.TELL,
}  # fmt: skip
_ON_TOPICS = frozenset({q.TELL, q.VERIFY, q.COMPARE, q.FIND})
_ABOUT_THE_TALK = frozenset({q.SUMMARISE, q.VERDICT, q.SURE, q.EDIT, q.BACK, q.RESTYLE})


def completed(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question with its empty fields filled from the conversation."""
    if _is_misread(question):
        question = _rescued(question, conversation, knowledge)
    if _is_only_styled(question) and not (question.style.layout == "table" and len(question.topics) > 1):
        return question.because("names a topic and a form alone", form=q.TELL, parts=("definition",))
    if _asks_for_another(question):
        return question.because("asks for another", form=q.MORE)
    if _asks_for_other_work(question, conversation):
        return question.because("asks which model for other work", form=q.FIND, claim=None, topics=())
    if _is_asked_again(question):
        return _same(question, conversation, knowledge)
    if _is_changed_item(question, conversation):
        return _changed_item(question, conversation)
    talked = tuple(dict.fromkeys((*conversation.topics, *conversation.trail)))[:2]
    if len(talked) == 2 and _asks_which_of_several(question):
        return question.because("asks which of those talked about", form=q.COMPARE, parts=(), topics=talked[::-1])
    if question.form in _ON_TOPICS and (not question.topics or _is_measured_by_all(question, conversation, knowledge)):
        return _with_topics(question, conversation, knowledge)
    return question


def _is_measured_by_all(question: Question, conversation: Conversation, knowledge: Knowledge) -> bool:
    """True for “what share of outsourcing is it?”: asked of what was talked about, not of outsourcing itself."""
    specific = any(is_specific(id, knowledge) for id in question.topics)
    thread = any(is_specific(id, knowledge) for id in conversation.topics)
    return "it" in question.references and "number" in question.cues and not specific and thread


def _is_only_styled(question: Question) -> bool:
    """True for “two sentences on LPO for my boss”: a topic and a form, and hardly anything that is asked of it."""
    unclear = question.form in (q.TELL, q.RESTYLE, q.SUMMARISE) and question.chance < _UNCLEAR
    named = question.topics and not (question.services or question.aspects or "names_part" in question.cues)
    return bool(named and unclear and question.style and len(question.content) <= 1)


def _asks_for_another(question: Question) -> bool:
    """True for “another one”, which picks nothing."""
    return question.form == q.PICK and not question.topics and "another" in question.cues


def _asks_for_other_work(question: Question, conversation: Conversation) -> bool:
    """True for “payroll instead” after a search for a model."""
    last = conversation.last
    searched = last is not None and last.form in (q.FIND, q.CHOOSE)
    return searched and bool(question.services) and "instead" in question.cues


def _is_asked_again(question: Question) -> bool:
    """True where the last question is asked anew, of other topics or on another field."""
    again = question.form in (q.SAME, q.PICK)
    return again or _names_only(question) or _asks_same(question) or _bare_claim(question)


def _asks_which_of_several(question: Question) -> bool:
    """True for “which needs less of our time?”, which names no side."""
    named = question.topics or question.services
    return question.form == q.FIND and question.wh in ("which", "who", "whose") and bool(question.aspects) and not named


def _is_misread(question: Question) -> bool:
    """True for what was taken for out of scope, and for “what was it in the beginning?”, taken for talk about the talk.

    The latter asks on the field.
    """
    asks = question.wh in ("what", "how", "when", "where", "who") and "it" in question.references
    of_talk = question.form in (q.SUMMARISE, q.VERDICT, q.BACK) and asks and question.chance < _SURELY
    return question.form == q.DECLINE or of_talk


def _rescued(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """What was taken for out of scope, as its runner-up where it leans on the thread and its words are ours."""
    runner, chance = _runner_up(question)
    thread = conversation.topics or conversation.options
    if not thread or chance < _least_chance(question) or "foreign" in question.cues:
        return question
    part = next((p.part for p in knowledge.questions.values() if p.intent == runner), "")
    form = q.TELL if part else _FOLLOW_UPS.get(runner, "")
    if not form:
        return question
    line = f"leans on the conversation: {runner} ({chance:.2f})"
    return question.because(line, form=form, intent=runner, chance=chance, parts=(part,) if part else ())


def _runner_up(question: Question) -> tuple[str, float]:
    """The likeliest intent besides that of the question, and its chance; ("", 0.0) where there is none.

    “What does it cover?” asks something on the field rather than about the talk.
    """
    others = [(name, chance) for name, chance in question.ranking if name != question.intent]
    if question.wh:
        others = [(name, chance) for name, chance in others if _FOLLOW_UPS.get(name) not in _ABOUT_THE_TALK]
    return next(iter(others), ("", 0.0))


def _least_chance(question: Question) -> float:
    """The chance from which a follow-up is believed: the higher, the more words are foreign."""
    least = (_LIKELY, _LIKELY_DESPITE_ONE)[question.foreign] if question.foreign < 2 else 1.0
    return least / 2 if question.references and not question.foreign else least


def _names_only(question: Question) -> bool:
    """True for “KPO”, “I mean KPO”: a short utterance that names topics and asks nothing."""
    if not question.topics or _asks_something(question) or "names_part" in question.cues or question.operation:
        return False
    short = len(question.words.split()) <= _FRAGMENT + len(question.topics)
    plain = question.intent in _NAMING or (question.intent == "out_of_scope" and not question.foreign)
    return short and plain


def _asks_something(question: Question) -> bool:
    """True where words ask or order something, or say on what."""
    asks = question.wh or question.claim or "requests" in question.cues
    return bool(asks or question.aspects or question.services)


def _asks_same(question: Question) -> bool:
    """True for “and LPO?”, “what about LPO?” whatever it was classified as."""
    own = question.services or question.aspects or "names_part" in question.cues
    defines = question.wh == "what" and question.parts == ("definition",) and "about" not in question.words.split()
    if "same_for" not in question.cues or not question.topics or own or defines:
        return False
    return len(question.words.split()) <= _FRAGMENT and question.form in (q.TELL, q.COMPARE, q.VERIFY)


def _bare_claim(question: Question) -> bool:
    """True for “does HRO?”, “and is LPO?”: a claim without anything that is claimed."""
    empty = not (question.services or question.aspects or question.content or question.without)
    return question.claim is not None and len(question.topics) == 1 and empty and len(question.words.split()) <= _BARE


def _same(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question that waits or was asked last, for what is named now."""
    waiting = _reopened(conversation.pending) or conversation.last
    if waiting is None or "asks_anew" in question.cues:
        return _anew(question)
    if not question.topics:
        return _same_of_other_field(question, waiting, conversation)
    kept = _worded(waiting, question)
    if waiting.form in (q.FIND, q.LIST, q.GAP, q.CHOOSE) and conversation.pending is None:
        kept = replace(kept, form=q.TELL, parts=("definition",), claim=None, services=(), aspects=())
    kept = replace(kept, aspects=question.aspects or kept.aspects)
    topics = question.topics
    if question.form == q.PICK:
        kept = _of_picked(question, kept, waiting, conversation)
    elif waiting.form == q.COMPARE:
        topics = _joined(question, conversation.topics)
    line = f"asks the same as before ({kept.form}) for {', '.join(topics)}"
    return kept.because(line, topics=topics, intent="", excluded=question.excluded)


def _anew(question: Question) -> Question:
    """The question by itself, where nothing was asked before."""
    if not question.topics:
        return question
    return question.because("asks what it is", form=q.TELL, parts=question.parts or ("definition",))


def _worded(waiting: Question, question: Question) -> Question:
    """The question asked before, as it is worded now."""
    kept = replace(waiting.in_words_of(question), references=(), style=question.style, point=None)
    kept = replace(kept, ranking=question.ranking, evidence=question.evidence, assumed=question.assumed)
    if waiting.point and not question.content:  # what was asked before tells the statement on another model, too
        return kept
    return replace(kept, content=question.content, near=question.near)


def _of_picked(question: Question, kept: Question, waiting: Question, conversation: Conversation) -> Question:
    """The question asked before for what is picked; “and the second?” goes on with an aspect."""
    goes_on = "same_for" in question.cues and bool(waiting.aspects) and len(question.topics) == 1
    if goes_on:
        return replace(kept, form=q.TELL, parts=(), claim=None)
    return _picked(question, kept) if conversation.pending is None else kept


def _reopened(pending: Question | None) -> Question | None:
    """The question that waits for its model, in the form that it had before it was asked back."""
    if pending is None or pending.form != q.ASK_BACK:
        return pending
    if pending.parts == ("comparison",):
        return replace(pending, form=q.COMPARE, parts=())
    return replace(pending, form=q.VERIFY if pending.claim else q.TELL)


def _picked(question: Question, kept: Question) -> Question:
    """“The first one” after a list asks what that is; “both, on cost” compares."""
    if len(question.topics) > 1 and question.aspects:
        return replace(kept, form=q.COMPARE, parts=(), claim=None)
    if len(question.topics) == 2 and question.claim:
        return replace(kept, form=q.TELL, parts=("relations",), claim=question.claim)
    return replace(kept, form=q.TELL, parts=("definition",), claim=None, aspects=(), services=())


def _joined(question: Question, earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The topics of a comparison with the one that is named now: added, or in place of the second."""
    topics = question.topics
    if len(topics) > 1 or not earlier:
        return topics
    beside = earlier[:1] if topics[0] != earlier[0] else earlier[1:]
    kept = earlier if question.operation == "add" else beside
    return tuple(dict.fromkeys((*kept, *topics)))


def _same_of_other_field(question: Question, waiting: Question, conversation: Conversation) -> Question:
    """“And the cost?”, “what about payroll?”: the topics stand, another field is asked for."""
    if question.services:
        return _changed_item(replace(question, form=q.VERIFY), conversation)
    if question.aspects:
        form = q.COMPARE if len(conversation.topics) > 1 else q.TELL
        return question.because("asks on another aspect", form=form, topics=conversation.topics, parts=(), intent="")
    return question.because("asks for more", form=q.MORE) if question.form == q.SAME else question


def _is_changed_item(question: Question, conversation: Conversation) -> bool:
    """True for “web hosting?” after a question on which model does some work, or on what a model covers."""
    last = conversation.pending or conversation.last
    if last is None or question.topics or question.wh or question.form == q.CHOOSE:
        return False
    rest = len(question.words.split()) - sum(len(service.split()) for service in question.services)
    names_item = bool(question.services) or _is_bare_item(question)
    return names_item and rest <= _BESIDE_ITEM and _asks_on_items(last, conversation)


def _asks_on_items(last: Question, conversation: Conversation) -> bool:
    """True for a question on who does some work, or on what a model covers."""
    covers = last.form == q.TELL and last.parts == ("services",) and len(conversation.topics) == 1
    return covers or last.form == q.FIND or (last.form == q.VERIFY and bool(last.services or last.without))


def _is_bare_item(question: Question) -> bool:
    """True for “insurance?”: a word or two that ask nothing by themselves."""
    return (
        0 < len(question.content) <= _ITEM and len(question.words.split()) <= _ITEM + 2 and question.form not in _ACTS
    )


def _changed_item(question: Question, conversation: Conversation) -> Question:
    last = conversation.pending or conversation.last
    if last is not None and last.form == q.FIND and len(last.topics) > 1:  # “is payroll BPO or KPO? and research?”
        line = f"asks the same of {', '.join(question.services)}"
        return question.because(line, form=q.FIND, topics=last.topics, claim=last.claim, parts=(), intent="")
    if last is None or last.form == q.FIND:
        return question.because("asks which model for other work", form=q.FIND, claim=None, intent="")
    kept = replace(last.in_words_of(question), references=(), near=question.near, ranking=question.ranking)
    kept = replace(kept, content=question.content, style=question.style, point=None)
    line = f"asks the same of {', '.join(question.services)}"
    claim = last.claim or q.Claim()
    claim = replace(claim, quantifier=claim.quantifier if claim.quantifier == q.EITHER else "")
    asked = {"services": question.services, "without": (), "shut_out": (), "excluded": ()}
    return kept.because(line, form=q.VERIFY, topics=conversation.topics, parts=("services",), claim=claim, **asked)


def leans(question: Question, conversation: Conversation) -> bool:
    """True for a question that may lean on what was said before: by a pronoun, or short and all in our words."""
    words = len(question.words.split())
    if not conversation.topics:
        return not question.foreign and len(normal(question.words).split()) <= VERY_SHORT
    pointing = bool(question.references) and question.foreign < _ELSEWHERE
    return pointing or (not question.foreign and words <= (_LONG if question.aspects else SHORT))


def _with_topics(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The topics talked about, where the question leans on them."""
    if not conversation.topics or not leans(question, conversation) or _searches_anew(question):
        return question
    topics = tuple(id for id in conversation.topics if id not in question.excluded)
    if question.form == q.COMPARE and len(topics) < 2:
        topics = _with_earlier(topics, conversation, knowledge)
    if question.form != q.COMPARE and "relations" not in question.parts:
        topics = _in_one_sense(topics, question, knowledge)
    return question.because(f"leans on {', '.join(topics)}", topics=topics)


def _in_one_sense(topics: tuple[str, ...], question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The topics with one sense of an acronym that was told in both: the one whose statements the words ask for."""
    known = [knowledge.topics[id] for id in topics if id in knowledge.topics]
    if len(known) < 2 or any(other not in knowledge.namesakes(known[0]) for other in known[1:]):
        return topics
    chances = {topic.id: max((n.asked for n in question.near if n.topic == topic.id), default=0.0) for topic in known}
    return (max(topics, key=lambda id: chances.get(id, 0.0)),)


def _searches_anew(question: Question) -> bool:
    """True for “who does payroll?”, which names what is looked for and points at nothing."""
    named = question.services or question.content
    return question.form == q.FIND and bool(named) and "it" not in question.references


def _with_earlier(topics: tuple[str, ...], conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """The topics and as many models talked about before as make two, the earlier first."""
    earlier = [id for id in conversation.trail if id not in topics and is_specific(id, knowledge)]
    return tuple(reversed((*topics, *earlier[: 2 - len(topics)])))
