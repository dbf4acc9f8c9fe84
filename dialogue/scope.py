"""Whether a question can be answered as it stands: if not, what it lacks, or that it isn't ours."""

from __future__ import annotations

import re

from dialogue import question as q
from dialogue.asked import SURE as SURE_OF_ANY
from dialogue.choice import changes_choice
from dialogue.conversation import Conversation
from dialogue.ellipsis import SHORT, VERY_SHORT, leans
from dialogue.points import pointed
from dialogue.question import Claim, Nearness, Question
from dialogue.rules import Rule, home, models_named
from dialogue.senses import general
from dialogue.sides import OF_COMPARISONS
from dialogue.uncovered import OF_DECLINED, OF_GAPS
from knowledge.model import Knowledge
from knowledge.phrases import normal
from knowledge.search import SURE, model_of_work, services_called

_MAY_WANT_FIGURES = frozenset({q.TELL, q.VERIFY, q.COMPARE, q.FIND, q.DECLINE, q.SAME})
_MAY_BE_MEANT = 0.2  # chance from which a statement with a number may be what a figure is asked of
_DIGIT = re.compile(r"\d")
_YEAR = 4  # digits of a number that may be a year, or count words, people or marks
_NUMBER = re.compile(r"\d\d+")
_THOUSANDS = re.compile(r"(?<=\d)[ ,]{1,3}(?=\d{3}\b)")
# Parts on which a question may name the work instead of its model: “what do we gain if others do our payroll?”
_BY_WORK = frozenset({"benefits", "drawbacks", "fit", "how_it_works"})
_ASKED_OF_THREAD = 0.3  # chance from which a fact on what is talked about goes before one on anything else
_MAY_BE_A_GAP = 0.1  # chance of a known gap from which a wish for an example that names one is on that
_OF_WORK = frozenset({"", "services", "definition", "relations", "types", "how_it_works"})


def sufficient(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question in a form that can be answered: itself, ASK_BACK, UNKNOWN, GAP or DECLINE."""
    rules = (*_OF_ANY_FORM, *_OF_FORM.get(question.form, ()))
    found = (rule(question, conversation, knowledge) for rule in rules)
    return next((meant for meant in found if meant is not None), question)


# -- whatever the form is --------------------------------------------------------------------------------------------


def _turns_to_the_choice(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Actually cost matters most” after the recommendation, whatever it was taken for."""
    return None if question.form == q.CHOOSE else _changed_answer(question, conversation, knowledge)


def _name_unknown(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if not _names_nobody_known(question):
        return None
    return question.because(f"names {question.unknown[0]!r}, which nobody here knows", form=q.UNKNOWN)


def _other_kinds(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Other than offshore?”: the kinds of the model whose kind is left out."""
    parents = [knowledge.topics[id].parent for id in question.excluded if id in knowledge.topics]
    if question.topics or question.services or not parents or not all(parents):
        return None
    return question.because("asks for the other kinds", form=q.TELL, parts=("types",), topics=(parents[0],), claim=None)


def _elsewhere(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if not _is_elsewhere(question, conversation):
        return None
    return question.because("names nothing of ours, and words from elsewhere", form=q.DECLINE)


def _no_figure(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“By how much, in percent?”: where no statement that may be meant holds a number, that is said."""
    elsewhere = question.form == q.DECLINE and question.foreign > 0
    if "figure" not in question.cues or question.form not in _MAY_WANT_FIGURES or question.gaps or elsewhere:
        return None
    topics = models_named(question, knowledge) or conversation.topics
    own = (near for near in question.near if not topics or near.topic in topics)
    said = (knowledge.statement(*near.address) for near in own if near.asked >= _MAY_BE_MEANT)
    if not (question.topics or topics) or any(statement and _DIGIT.search(statement.text) for statement in said):
        return None
    return question.because("asks for a figure, and none is given", form=q.UNHEARD, unknown=())


def _by_number(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“79,000 of what?”: the statement with that number, where it stands in those of one topic alone."""
    numbers = {n for n in _numbers(question.words) if len(n) > _YEAR or "figure" in question.cues}
    if not numbers or question.form not in _MAY_WANT_FIGURES | {q.SOURCE, q.SURE, q.GAP}:
        return None
    found = [(id, part, place) for id, part, place, said in knowledge.all_statements() if numbers & _numbers(said.text)]
    if len({id for id, *_ in found}) != 1:
        return None
    point = Nearness(*found[0], 1.0, 1.0)
    line = f"names a number of {point.topic} {point.part}"
    if question.form in (q.SOURCE, q.SURE):
        return question.because(line, point=point, topics=(point.topic,))
    return question.because(line, form=q.TELL, parts=(home(point, knowledge),), topics=(point.topic,), point=point)


def _numbers(text: str) -> set[str]:
    """The numbers of two digits or more, in whatever way their thousands are set apart."""
    return set(_NUMBER.findall(_THOUSANDS.sub("", text)))


def _complains_of_length(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Too long, mate, I won't read all that”: the last answer in fewer words, whatever the complaint is."""
    short = question.intent == "complain" and question.style.length == "short" and not question.topics
    return question.because("finds it too long", form=q.RESTYLE) if short and conversation.last else None


def _names_nobody_known(question: Question) -> bool:
    """True where a name that nobody here knows is all that a question is about, or one side of a comparison."""
    if not question.unknown:
        return False
    if question.form == q.COMPARE:
        return len(question.topics) < 2 or "it" in question.references
    return not question.topics and question.form in (q.TELL, q.VERIFY, q.GAP, q.DECLINE, q.TALK, q.LIST, q.MORE, q.SAME)


def _is_elsewhere(question: Question, conversation: Conversation) -> bool:
    """True for “examples of metaphors”: a question of any field, which nothing ties to ours."""
    tied = question.topics or question.services or question.gaps or question.aspects or conversation.topics
    return question.form in (q.LIST, q.EXAMPLE, q.SUMMARISE, q.RESTYLE, q.WHY) and not tied and question.foreign > 0


# -- parts and aspects: of the topics named, meant by their work, talked about, else of outsourcing itself -----------


def _known_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if question.gaps and question.subjects and not models_named(question, knowledge):
        return question.because("names a known gap", form=q.GAP)
    return None


def _example_of_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Which companies do it, for example Acme?” asks for what isn't covered."""
    if question.gaps and question.subjects and question.chance_of("ask_not_covered") >= _MAY_BE_A_GAP:
        return question.because("names a known gap", form=q.GAP)
    return None


def _which_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Which outsourcing covers animation?”: the work is named, and its model is what is asked for."""
    specific = models_named(question, knowledge)
    if question.without and _part(question) == "services" and not specific:
        return _rest_of_work(question, conversation, knowledge)
    asks_which = question.wh in ("which", "what", "konsa") and question.claim is None
    of_work = bool(question.services) and _part(question) in _OF_WORK and not _asks_aspect(question)
    if of_work and (not specific or (asks_which and len(specific) > 1)):
        return question.because("asks which model does some work", form=q.FIND)
    return None


def _rest_of_work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“What can be outsourced in HR apart from payroll?”: the other services of the model of that work."""
    work = model_of_work(knowledge, " ".join(question.services), question.services)
    if work is None:
        return None
    return question.because(f"asks for the rest of the work of {work.id}", topics=(work.id,), services=())


def _whose_work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Legal research: BPO, KPO or LPO?”, “is payroll BPO or HRO?”: whose work it is."""
    several = len(models_named(question, knowledge)) > 1 and "either" in question.cues
    if several and question.services and _part(question) in ("relations", "definition"):
        return question.because("asks whose work it is", form=q.FIND, parts=())
    return None


def _other_models(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“And the others?”: all models but those that are left out."""
    asks_what_they_are = _part(question) in ("", "definition", "types")
    if question.excluded and asks_what_they_are and not models_named(question, knowledge):
        return question.because("asks for the others", form=q.LIST)
    return None


def _which_to_take(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Are KPO and LPO for us?”: advice between several."""
    if _part(question) != "fit" or len(models_named(question, knowledge)) < 2:
        return None
    return question.because("asks which of them to take", form=q.COMPARE, cues=(*question.cues, "advice"), claim=None)


def _as_a_table(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Put both in a table”: several topics side by side, whatever it was taken for."""
    several = len(models_named(question, knowledge)) > 1 and question.style.layout == "table"
    if several and _part(question) in ("", "definition", "relations"):
        return question.because("wants a table of several", form=q.COMPARE, parts=(), claim=None)
    return None


def _model_named(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question if models_named(question, knowledge) else None


def _model_of_its_work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“What do we gain if others do our payroll?”, “does it need our time?”; a pronoun goes before words of work."""
    goes_back = bool(conversation.topics) and leans(question, conversation)
    if goes_back or not (_part(question) in _BY_WORK or _asks_aspect(question)):
        return None
    work = model_of_work(knowledge, question.words, question.services)
    if work is None:
        return None
    return pointed(
        question.because(f"the work is that of {work.id}", topics=(work.id,), services=()), conversation, knowledge
    )


def _any_topic_named(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question if question.topics else None


def _work_without_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    part = _part(question)
    asks_whose = part in ("", "services") or (question.form == q.VERIFY and part in _OF_WORK)
    return question.because("names work and no model", form=q.FIND) if question.services and asks_whose else None


def _fact_of_any_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A question for a fact; on the model whose statement its words lead to, so that what follows is on that."""
    if _part(question) != "facts":
        return None
    sure = [near for near in question.near if near.asked >= SURE_OF_ANY]  # each model has its own regression
    talked = [near for near in question.near if near.topic in conversation.topics and near.asked >= _ASKED_OF_THREAD]
    likely = max(talked or sure, key=lambda near: near.asked + near.score, default=None)
    if question.topics or likely is None or likely.part.startswith("aspects "):
        return question
    return question.because("is after a statement", topics=(likely.topic,), point=likely)


def _term_of_the_field(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if _part(question) == "definition" and question.aspects and not question.foreign:
        return question.because("asks for a term of the field", topics=general(knowledge))
    return None


def _outsourcing_itself(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A whole sentence that is like a statement and names no model."""
    whole = len(normal(question.words).split()) > VERY_SHORT and _part(question) in (*_BY_WORK, "definition")
    if whole and any(near.score >= SURE for near in question.near):
        return question.because("is about outsourcing itself", topics=general(knowledge))
    return None


def _of_which_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question.because("asks of which model?", form=q.ASK_BACK) if leans(question, conversation) else None


def _nothing_of_ours(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question.because("names nothing of ours", form=q.DECLINE)


def _part(question: Question) -> str:
    """The first part that is asked for; "" where none is."""
    return question.parts[0] if question.parts else ""


def _asks_aspect(question: Question) -> bool:
    """True for “does payroll need much of our time?”: not whose work that is, but what it is like."""
    return question.intent == "ask_aspect" and bool(question.content or question.aspects)


# -- work whose model is wanted --------------------------------------------------------------------------------------


def _one_talked_about(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """Of several models talked about the one that covers the work: “and billing?” after front and back office."""
    talked = [id for id in conversation.topics if id in knowledge.topics]
    if question.topics or len(talked) < 2 or not leans(question, conversation):
        return None
    covering = [topic.id for topic, _ in services_called(knowledge, question.services) if topic.id in talked]
    if len(set(covering)) != 1:
        return None
    line = f"of those talked about {covering[0]} covers it"
    return question.because(line, form=q.VERIFY, parts=("services",), topics=(covering[0],), claim=Claim())


# -- the guided choice, unless a verdict on those on the table will do, or the model for work that is described ------


def _changed_answer(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if not changes_choice(question, conversation, knowledge):
        return None
    return question.because("changes an answer of the choice", form=q.CHOOSE, operation="rechoose")


def _which_view(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Which one is right?” where the documents disagree."""
    if conversation.verdict == "disagree" and "one" in question.references and not _wants_help(question):
        return question.because("asks which view is right", form=q.SURE)
    return None


def _among_those_compared(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Which is better for us?” after a comparison, or with several models named."""
    table = question.topics if len(question.topics) > 1 else _just_compared(question, conversation)
    if len(table) < 2:
        return None
    last = conversation.last
    aspects = question.aspects or (last.aspects if last and not question.topics else ())
    line, cues = "chooses among those compared", (*question.cues, "advice")
    return question.because(line, form=q.COMPARE, topics=table, aspects=aspects, cues=cues)


def _work_described(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    work = model_of_work(knowledge, question.words, question.services)
    if work is None or _wants_help(question):
        return None
    return question.because(f"describes the work of {work.id}", form=q.FIND)


def _just_compared(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """What was compared just before a short question that may choose among it; empty where it asks for the choice."""
    last = conversation.last
    compared = last is not None and last.form == q.COMPARE and len(question.words.split()) <= SHORT
    return conversation.topics if compared and not _wants_help(question) else ()


def _wants_help(question: Question) -> bool:
    """True for “help me choose”, which asks for the guided choice itself."""
    return "wishes_help" in question.cues


# The rules in the order in which they are tried; the first that holds decides. Where none does, the question stands.
_OF_ANY_FORM: tuple[Rule, ...] = (
    _turns_to_the_choice, _name_unknown, _other_kinds, _elsewhere, _complains_of_length, _by_number, _no_figure,
)  # fmt: skip
_OF_PARTS: tuple[Rule, ...] = (
    _known_gap, _which_model, _whose_work, _other_models, _which_to_take, _as_a_table, _model_named, _model_of_its_work,
    _any_topic_named, _work_without_model, _fact_of_any_model, _term_of_the_field, _outsourcing_itself, _of_which_model,
    _nothing_of_ours,
)  # fmt: skip
_OF_FORM: dict[str, tuple[Rule, ...]] = {
    q.COMPARE: OF_COMPARISONS,
    q.TELL: _OF_PARTS,
    q.VERIFY: _OF_PARTS,
    q.FIND: (_one_talked_about,),
    q.CHOOSE: (_changed_answer, _which_view, _among_those_compared, _work_described),
    q.EXAMPLE: (_example_of_gap,),
    q.GAP: OF_GAPS,
    q.DECLINE: OF_DECLINED,
}  # fmt: skip
