"""The chain of steps from words to meaning: what several of them together make of a turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue.conversation import Conversation
from dialogue.question import Claim, Question
from dialogue.resolve import resolve, resolve_one
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, q, tells

NEW = Conversation()
FIT = after(tells("fit", "kpo"))
PAIR = after(compares("kpo", "lpo"))
DEARER = compares("hro", aspects="cost_savings", references=("it", "named"), claim=Claim(pole="low"))
FACTS = tells("facts", "kpo", cues="names_part")
AGAINST_BPO = asks("and how is it set apart from bpo then", form=q.COMPARE, topics="bpo", references=("it", "named"))
FACTS_OF_BPO = tells("facts", "bpo", cues="names_part")
RECRUITING = after(tells("fit", "rpo_recruitment"))


@pytest.mark.parametrize(
    ("questions", "forms", "why"),
    [
        ([asks("a", form=q.DECLINE), asks("b", form=q.DECLINE)], [q.DECLINE], "one refusal stands for all"),
        ([FACTS, asks("zebras", form=q.DECLINE, content="zebras")], [q.TELL, q.UNHEARD],
         "what nothing answers is named"),
        ([FACTS, asks("", form=q.DECLINE)], [q.TELL], "where it says something"),
        ([FACTS, asks("same", form=q.COMPARE)], [q.TELL, q.UNHEARD], "nothing is asked back beside an answer"),
        ([asks("ito", form=q.GAP, gaps="ito", subjects=(("ito", 0.9),)), AGAINST_BPO], [q.GAP],
         "a comparison with a known gap asks nothing back"),
        ([asks("drop lpo", form=q.EDIT, operation="drop", excluded="lpo"), FACTS_OF_BPO], [q.TELL, q.TELL],
         "an order and a question on something else"),
        ([asks("add bpo", form=q.EDIT, operation="add", topics="bpo"), compares("kpo", "lpo", "bpo")], [q.COMPARE],
         "an order that only sets the table of the next"),
    ],
)  # fmt: skip
def test_several_questions(knowledge: Knowledge, questions: list[Question], forms: list[str], why: str) -> None:
    talk = PAIR if questions[0].form == q.EDIT else NEW
    assert [question.form for question in resolve(questions, talk, knowledge)] == forms, why


def test_the_last_of_the_kinds_that_are_asked_for_beside_it(knowledge: Knowledge) -> None:
    last = asks("what is the last one for", form=q.TELL, parts="fit", references="-1")
    kinds, asked = resolve([tells("types", "rpo_recruitment"), last], NEW, knowledge)
    assert kinds.topics == ("rpo_recruitment",)
    assert asked.topics == knowledge.topics["rpo_recruitment"].types[-1:]


def fields_of(question: Question, names: dict[str, object]) -> dict[str, object]:
    return {name: getattr(question, name) for name in names}


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (tells("fit", "rpo"), NEW, {"topics": ("rpo_recruitment",), "assumed": "rpo_recruitment", "intent": "ask_fit"},
         "a sense is taken"),
        (asks("and the legal one", form=q.SAME, references="one"), FIT,
         {"topics": ("lpo",), "parts": ("fit",), "intent": "ask_fit"}, "a reference, and the part that was left out"),
        (asks("no the research one", form=q.CORRECT, references="one", cues="corrects"), RECRUITING,
         {"topics": ("rpo_research",), "parts": ("fit",)}, "a reference that puts right"),
        (asks("skip lpo", form=q.EDIT, operation="drop", excluded="lpo"), PAIR,
         {"form": q.TELL, "topics": ("kpo",), "excluded": ("lpo",)}, "what is shut out stays out"),
        (asks("compare the others", form=q.COMPARE, references="both"), PAIR,
         {"topics": ("kpo", "lpo"), "intent": "ask_comparison"}, "both sides"),
        (DEARER, FIT, {"topics": ("kpo", "hro"), "aspects": ("cost_savings",)}, "it, measured by what is named"),
        (asks("the first", form=q.PICK, references="1"),
         Conversation(options=("bpo", "kpo"), pending=tells("drawbacks")),
         {"topics": ("bpo",), "parts": ("drawbacks",), "intent": "ask_drawbacks"},
         "an answer to the bot's own question"),
        (tells("benefits"), NEW, {"form": q.ASK_BACK, "intent": "ask_benefits"}, "of which model?"),
        (asks("a song", form=q.DECLINE, foreign=1), NEW, {"form": q.DECLINE, "intent": "out_of_scope"}, "not ours"),
        (compares("kpo", unknown="WPO", intent="ask_comparison"), NEW, {"form": q.UNKNOWN, "topics": ("kpo",)},
         "a name that nobody knows"),
        (asks("back", form=q.BACK), after(tells("fit", "kpo", intent="ask_fit"), tells("facts", "lpo")),
         {"topics": ("kpo",), "parts": ("fit",), "intent": "ask_fit"}, "the question before"),
        (asks("thanks", form=q.TALK, intent="thank"), FIT, {"form": q.TALK, "intent": "thank", "topics": ()},
         "small talk"),
    ],
)  # fmt: skip
def test_turns(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(resolve_one(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("questions", "talk", "topics", "why"),
    [
        ([tells("fit", "lpo"), tells("benefits", references="it")], NEW, [("lpo",), ("lpo",)],
         "the second leans on the first"),
        ([tells("fit", "lpo"), tells("benefits", references="it")], FIT, [("lpo",), ("lpo",)],
         "rather than on what was before"),
        ([asks("hi", form=q.TALK), tells("benefits", references="it")], FIT, [(), ("kpo",)],
         "small talk changes nothing"),
        ([tells("fit", "rpo_research"), tells("facts", "rpo")], NEW, [("rpo_research",), ("rpo_research",)],
         "a sense is kept"),
        ([tells("fit", "lpo"), tells("facts", "kpo"), compares(references="both")], NEW,
         [("lpo",), ("kpo",), ("lpo", "kpo")], "both that were asked for"),
        ([], FIT, [], "nothing"),
    ],
)  # fmt: skip
def test_several_questions_are_resolved_in_their_order(
    knowledge: Knowledge, questions: list[Question], talk: Conversation, topics: list[tuple[str, ...]], why: str
) -> None:
    assert [meant.topics for meant in resolve(questions, talk, knowledge)] == topics, why


@pytest.mark.parametrize(
    ("question", "form", "intent", "why"),
    [
        (
            asks("legal work", form=q.TELL, parts="services"),
            q.CHOOSE,
            "choose_model",
            "an answer, whatever it is elsewhere",
        ),
        (asks("legal work", form=q.CHOOSE), q.CHOOSE, "choose_model", "an answer"),
        (asks("go back", form=q.BACK), q.BACK, "go_back", "back in the choice, not in the talk before"),
        (tells("benefits", "kpo", wh="what"), q.TELL, "ask_benefits", "a question in the middle"),
        (asks("a song", form=q.DECLINE, foreign=1), q.DECLINE, "out_of_scope", "neither"),
    ],
)
def test_while_a_question_of_the_choice_is_open(
    knowledge: Knowledge, question: Question, form: str, intent: str, why: str
) -> None:
    meant = resolve_one(question, replace(PAIR, asking="work"), knowledge)
    assert (meant.form, meant.intent) == (form, intent), why


def test_every_step_that_changes_something_says_why(knowledge: Knowledge) -> None:
    question = asks("is the legal one cheaper than it", form=q.TELL, intent="ask_fit", parts="fit", references="one")
    [reference] = resolve_one(question, FIT, knowledge).evidence
    assert "lpo" in reference
    assert len(resolve_one(compares(references="both", intent="ask_comparison"), FIT, knowledge).evidence) == 2


def test_an_empty_question_can_always_be_resolved(knowledge: Knowledge) -> None:
    forms = [value for name, value in vars(q).items() if name.isupper() and isinstance(value, str)]
    for form in set(forms) - {q.TALK}:
        for talk in (NEW, FIT, PAIR):
            assert resolve_one(asks(form=form), talk, knowledge).intent
