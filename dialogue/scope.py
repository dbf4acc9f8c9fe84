"""Whether a question can be answered as it stands: if not, what it lacks, or that it isn't ours."""

from __future__ import annotations

from collections.abc import Callable

from dialogue import question as q
from dialogue.asked import SURE as SURE_OF_ANY
from dialogue.asked import likeliest
from dialogue.choice import changes_choice
from dialogue.conversation import Conversation
from dialogue.ellipsis import SHORT, VERY_SHORT, leans
from dialogue.points import found_anywhere, pointed
from dialogue.question import Claim, Nearness, Question
from dialogue.senses import general, is_specific
from knowledge.model import Knowledge
from knowledge.phrases import normal
from knowledge.search import SURE, model_of_work, services_called

# Parts on which a question may name the work instead of its model: “what do we gain if others do our payroll?”
_BY_WORK = frozenset({"benefits", "drawbacks", "fit", "how_it_works"})
_OF_WORK = frozenset({"", "services", "definition", "relations", "types", "how_it_works"})
_NEAR = 0.6  # likeness to a known gap or a statement from which a message on our field is answered by it
_TOLD = 0.75  # likeness of a statement from which it is told in place of a gap that is less alike
_ASKED = 0.5  # chance of a statement from which no gap is meant that nobody named
_GAP = 0.4  # chance from which a question on a model that names no known gap is taken for one
_SURELY_NOT_OURS = 0.85  # chance of being out of scope from which shared words are chance
_CERTAIN = 0.6  # chance of being out of scope from which likeness to a statement means nothing (“a joke about …”)
_FOREIGN = 2  # words from elsewhere from which a model's name alone makes no question of ours


Rule = Callable[[Question, Conversation, Knowledge], Question | None]  # None where the rule doesn't hold


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


# -- comparisons: two topics at least; a single one is set beside another --------------------------------------------


def _whose_work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Who does payroll, BPO or HRO?”"""
    asks_whose = "either" in question.cues or question.wh in ("who", "which")
    if len(question.topics) > 1 and question.services and asks_whose and not question.aspects:
        return question.because("asks whose work it is", form=q.FIND)
    return None


def _two_sides(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question if len(question.topics) > 1 else None


def _last_two(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Compare them”: the last two that were talked about."""
    earlier = _earlier(question, conversation)
    if question.topics or len(earlier) < 2 or not leans(question, conversation):
        return None
    return _beside(question, tuple(reversed(earlier[:2])))


def _namesake(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """The other model of an acronym: where one of them was assumed, and for “both RPOs”."""
    if not question.topics:
        return None
    namesakes = tuple(other.id for other in knowledge.namesakes(knowledge.topics[question.topics[0]]))
    assumed = bool(question.assumed) and not _earlier(question, conversation)
    return _beside(question, namesakes[:1]) if namesakes and (assumed or "pair" in question.cues) else None


def _kind_and_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Offshore BPO and BPO”: a kind beside its model."""
    if not question.topics:
        return None
    topic = knowledge.topics[question.topics[0]]
    named = topic.parent and _names_parent(question.words, topic.parent, topic.name, knowledge)
    return _beside(question, (topic.parent,)) if named else None


def _one_before(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """What was talked about before; a single topic on an aspect needs it only for “how does it compare on cost”."""
    earlier = _earlier(question, conversation)
    alone = question.aspects and not question.references
    return _beside(question, earlier[:1]) if question.topics and earlier and not alone else None


def _one_on_an_aspect(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if question.topics and (question.aspects or question.pole):
        return question.because("one topic on an aspect", form=q.TELL)
    return None


def _asked_of_one(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“How is it different from an agency?”: a statement on the one side that is known."""
    topics = question.topics or (conversation.topics[:1] if leans(question, conversation) else ())
    likely = likeliest(question, topics, knowledge) if len(topics) == 1 and not question.aspects else None
    if likely is None or likely.asked < _ASKED:
        return None
    parts = (_home(likely, knowledge),)
    return question.because("is after a statement", form=q.TELL, parts=parts, topics=topics, point=likely)


def _compared_with_what(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    topics = question.topics or _earlier(question, conversation)[:1]
    if not topics and not leans(question, conversation):
        return None
    return question.because("compared with what?", form=q.ASK_BACK, parts=("comparison",), topics=topics)


def _nothing_to_compare(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question.because("nothing to compare", form=q.DECLINE)


def _beside(question: Question, others: tuple[str, ...]) -> Question:
    """The question with others before its topic, as two sides."""
    return question.because(f"set beside {', '.join(others)}", topics=(*others, *question.topics)[:2])


def _earlier(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """What was talked about before besides the topics of a question, the latest first."""
    named = (*question.topics, *question.excluded)
    return tuple(id for id in (*conversation.topics, *conversation.trail) if id not in named)


def _names_parent(words: str, parent: str, kind: str, knowledge: Knowledge) -> bool:
    """True where the words name a kind and, beside it, the model that it is a kind of: “Offshore BPO and BPO”."""
    said, model = f" {normal(words)} ", normal(knowledge.topics[parent].called)
    return said.count(f" {model} ") > said.count(f" {normal(kind)} ") * (model in normal(kind).split())


# -- parts and aspects: of the topics named, meant by their work, talked about, else of outsourcing itself -----------


def _known_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if question.gaps and question.subjects and not _specific(question, knowledge):
        return question.because("names a known gap", form=q.GAP)
    return None


def _which_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Which outsourcing covers animation?”: the work is named, and its model is what is asked for."""
    specific = _specific(question, knowledge)
    asks_which = question.wh in ("which", "what", "konsa") and question.claim is None
    of_work = bool(question.services) and _part(question) in _OF_WORK
    if of_work and (not specific or (asks_which and len(specific) > 1)):
        return question.because("asks which model does some work", form=q.FIND)
    return None


def _other_models(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“And the others?”: all models but those that are left out."""
    asks_what_they_are = _part(question) in ("", "definition", "types")
    if question.excluded and asks_what_they_are and not _specific(question, knowledge):
        return question.because("asks for the others", form=q.LIST)
    return None


def _which_to_take(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Are KPO and LPO for us?”: advice between several."""
    if _part(question) != "fit" or len(_specific(question, knowledge)) < 2:
        return None
    return question.because("asks which of them to take", form=q.COMPARE, cues=(*question.cues, "advice"), claim=None)


def _model_named(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question if _specific(question, knowledge) else None


def _model_of_its_work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“What do we gain if others do our payroll?”; a pronoun goes before words of work."""
    goes_back = bool(conversation.topics) and leans(question, conversation)
    if _part(question) not in _BY_WORK or goes_back:
        return None
    work = model_of_work(knowledge, question.words, question.services)
    if work is None:
        return None
    return pointed(question.because(f"the work is that of {work.id}", topics=(work.id,)), conversation, knowledge)


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
    likely = max(question.near, key=lambda near: near.asked, default=None)
    if question.topics or likely is None or likely.asked < SURE_OF_ANY or likely.part.startswith("aspects "):
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


def _specific(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The topics besides outsourcing itself."""
    return tuple(id for id in question.topics if is_specific(id, knowledge))


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


# -- known gaps ------------------------------------------------------------------------------------------------------


def _work_and_no_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """Work that is named where no gap is: “I spend my week on interviews; is there outsourcing for that?”"""
    if question.gaps or not question.services or _specific(question, knowledge):
        return None
    return question.because("names work and no known gap", form=q.FIND)


def _asked_after_all(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """The statement on the model named that the questions of editors lead to."""
    specific = _specific(question, knowledge)
    likely = likeliest(question, specific, knowledge) if len(specific) == 1 and not question.gaps else None
    if likely is None or likely.asked < _ASKED or question.chance >= _CERTAIN:
        return None
    form, parts = q.VERIFY if question.claim else q.TELL, (_home(likely, knowledge),)
    return question.because("is after a statement", form=form, parts=parts, point=likely)


def _treated_after_all(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A statement that holds the rarer words, on the topics where some are named."""
    found = None if question.gaps else found_anywhere(question, knowledge)
    return _treated(question, found, question.topics, knowledge)


def _more_like_a_statement(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    told = next((near for near in question.near if near.topic in question.topics), None)
    if question.gaps or told is None or told.score < max(_TOLD, *(score for _, score in question.subjects)):
        return None
    line = "is more like a statement than like a gap"
    return question.because(line, form=q.TELL, point=told, parts=(_home(told, knowledge),), topics=(told.topic,))


def _hardly_a_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """The part that the likeliest intent asks for, where a model is named and no known gap."""
    if question.gaps or question.chance >= _GAP or not _specific(question, knowledge):
        return None
    part = next(filter(None, (_part_of(intent, knowledge) for intent, _ in question.ranking)), "")
    if not part:
        return None
    rather = question.because(f"hardly a known gap, rather {part}", form=q.TELL, parts=(part,))
    return pointed(rather, conversation, knowledge)


def _gap_that_we_know(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    nearest = next((id for id, _ in question.subjects), "")
    return question if nearest in knowledge.gaps else None


def _no_gap_near(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question.because("no known gap comes near", form=q.LIST)


def _treated(
    question: Question, found: Nearness | None, topics: tuple[str, ...], knowledge: Knowledge
) -> Question | None:
    """The question for a statement that was found by its words, if that is on some topics or none are named."""
    if found is None or (topics and found.topic not in _family(topics, knowledge)):
        return None
    parts = (_home(found, knowledge),)
    return question.because("a statement treats it", form=q.TELL, parts=parts, topics=(found.topic,), point=found)


def _family(ids: tuple[str, ...], knowledge: Knowledge) -> set[str]:
    """The topics with their models and kinds."""
    parents = {knowledge.topics[id].parent for id in ids if id in knowledge.topics} - {""}
    return {*ids, *parents, *(topic.id for topic in knowledge.topics.values() if topic.parent in ids)}


def _home(near: Nearness, knowledge: Knowledge) -> str:
    """The part that a statement stands in, for a question on it."""
    return near.part if near.part in knowledge.questions else ""


def _part_of(intent: str, knowledge: Knowledge) -> str:
    """The part that an intent asks for; "" for one that asks for none."""
    return next((asked.part for asked in knowledge.questions.values() if asked.intent == intent), "")


# -- what was declined: the nearest statement or gap where a model is named, and “did you mean” ----------------------


def _ours_by_its_words(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A statement that holds the rarer words, on the models where some are named."""
    found = found_anywhere(question, knowledge) if question.chance < _SURELY_NOT_OURS else None
    return _treated(question, found, _specific(question, knowledge), knowledge)


def _other_form(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Shorter please”: the last answer in another form."""
    if question.style and conversation.last and len(question.words.split()) <= SHORT:
        return question.because("asks for another form", form=q.RESTYLE)
    return None


def _like_a_statement(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    specific, least = _specific(question, knowledge), max(_NEAR, _likeness_to_gaps(question))
    told = next((near for near in question.near if near.topic in specific and near.score >= least), None)
    if told is None or question.chance >= _CERTAIN:
        return None
    return question.because("is like a statement", form=q.TELL, point=told, topics=(told.topic,), parts=(told.part,))


def _like_a_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A known gap that is named beside a model, or that the words are like in a talk on our field."""
    named = bool(question.gaps) and bool(_specific(question, knowledge))
    on_our_field = bool(question.topics or conversation.topics)
    alike = on_our_field and _likeness_to_gaps(question) >= _NEAR and question.chance < _CERTAIN
    if (named or alike) and any(id in knowledge.gaps for id, _ in question.subjects):
        return question.because("is like a known gap", form=q.GAP)
    return None


def _two_models(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    specific = _specific(question, knowledge)
    return question.because("names two models", form=q.COMPARE, topics=specific) if len(specific) > 1 else None


def _model_asked_what(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    specific = _specific(question, knowledge)
    if not specific or question.foreign >= _FOREIGN:
        return None
    return question.because("names a model, asks what?", form=q.ASK_BACK, parts=(), topics=specific)


def _likeness_to_gaps(question: Question) -> float:
    """The likeness to the nearest known gap."""
    return max((score for _, score in question.subjects), default=0.0)


# The rules in the order in which they are tried; the first that holds decides. Where none does, the question stands.
_OF_ANY_FORM: tuple[Rule, ...] = (_turns_to_the_choice, _name_unknown, _other_kinds, _elsewhere)
_OF_PARTS: tuple[Rule, ...] = (
    _known_gap, _which_model, _other_models, _which_to_take, _model_named, _model_of_its_work, _any_topic_named,
    _work_without_model, _fact_of_any_model, _term_of_the_field, _outsourcing_itself, _of_which_model, _nothing_of_ours,
)  # fmt: skip
_OF_FORM: dict[str, tuple[Rule, ...]] = {
    q.COMPARE: (_whose_work, _two_sides, _last_two, _namesake, _kind_and_model, _asked_of_one, _one_before,
                _one_on_an_aspect, _compared_with_what, _nothing_to_compare),
    q.TELL: _OF_PARTS,
    q.VERIFY: _OF_PARTS,
    q.FIND: (_one_talked_about,),
    q.CHOOSE: (_changed_answer, _which_view, _among_those_compared, _work_described),
    q.GAP: (_work_and_no_gap, _asked_after_all, _treated_after_all,
            _more_like_a_statement, _hardly_a_gap, _gap_that_we_know, _no_gap_near),
    q.DECLINE: (_ours_by_its_words, _other_form, _like_a_statement, _like_a_gap, _two_models, _model_asked_what),
}  # fmt: skip
