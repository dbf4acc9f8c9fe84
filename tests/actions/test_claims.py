"""What shall be confirmed gets its verdict first, then what it rests on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import pytest

from actions.answer import Answer, sentence
from actions.claims import _MORE
from actions.disputes import disputes_over
from dialogue import question as q
from dialogue.question import Claim, Question
from knowledge.model import Disagreement, Topic
from knowledge.search import services_called
from tests.actions.checks import (
    ASPECTS,
    KINDS,
    KNOWLEDGE,
    MODELS,
    TOPICS,
    answer,
    asked,
    assert_facts_are_cited,
    assert_is_right_in_form,
    assert_is_whole,
    named,
    near,
    own_service,
    rendered,
    text_of,
)

SERVING = [model for model in MODELS if model.part("services")]
YES, NO = Claim(), Claim(positive=False)


def covers(topic: Topic, *services: str, claim: Claim | None = YES, without: tuple[str, ...] = ()) -> Question:
    """Whether a topic covers some work."""
    form = q.VERIFY if claim else q.TELL
    return asked(form, topic, parts=("services",), services=services, without=without, claim=claim)


def opening(given: Answer) -> str:
    return text_of(given).split(".")[0]


def on_the_whole(level: str, claim: Claim) -> str:
    """How an answer on what is disputed opens: by most of what is said, where it has a level and the claim a pole."""
    if level not in ("high", "low") or not claim.pole:
        return "The documents disagree here"
    return "Mostly yes" if (level == claim.pole) == claim.positive else "Mostly no"


def foreign_to(topic: Topic) -> str:
    """A service of another model alone."""
    return own_service(next(model for model in SERVING if model != topic)).text


@pytest.mark.parametrize("model", SERVING, ids=named)
def test_a_service_is_affirmed_or_denied_by_what_the_documents_name(model: Topic) -> None:
    own, foreign = own_service(model).text, foreign_to(model)
    for services, claim, verdict, begins in (
        ((own,), YES, "yes", "Yes"),
        ((own,), NO, "no", "No, it does"),
        ((foreign,), YES, "no", "No"),
        ((foreign,), NO, "yes", "That's right"),
        ((own, foreign), YES, "yes", "Yes"),
        ((own,), Claim(quantifier=q.ONLY), "not_only", "No, not only"),
        ((own,), Claim(quantifier=q.NOT_ONLY), "not_only", "Right, not only that"),
        ((own,), Claim(quantifier=q.ALSO), "yes", "Yes"),
    ):
        given = assert_is_right_in_form(covers(model, *services, claim=claim))
        if len(model.part("services")) > 1 or verdict != "not_only":
            assert (given.part, given.verdict, opening(given)) == ("services", verdict, begins), text_of(given)
        if foreign in services:
            assert f"don't name {foreign} among the services of {KNOWLEDGE.name(model)}" in text_of(given)
        if services == (foreign,):
            assert all(address[0] != model.id for address in given.told)


@pytest.mark.parametrize("model", [model for model in SERVING if model.choice and model.choice.work], ids=named)
def test_the_work_that_a_model_is_for_is_never_denied(model: Topic) -> None:
    assert model.choice
    question = covers(model, model.choice.work)
    assert assert_is_right_in_form(question).verdict == "yes"
    assert text_of(answer(covers(model, model.choice.work, claim=NO))).startswith("No, it does.")
    assert "don't name" not in text_of(answer(covers(model, model.choice.work, claim=Claim(quantifier=q.ONLY))))


@pytest.mark.parametrize(("one", "other"), list(permutations(SERVING, 2)), ids=named)
def test_work_of_neither_model_is_named_under_its_own(one: Topic, other: Topic) -> None:
    third = next(m for m in SERVING if m not in (one, other))
    for service in third.part("services"):
        owners = {topic for topic, _ in services_called(KNOWLEDGE, [service.text])}
        if owners & {one, other} or any(owner.parent in (one.id, other.id) for owner in owners):
            continue
        question = asked(q.FIND, one, other, services=(service.text,), claim=Claim(quantifier=q.EITHER))
        given = assert_is_right_in_form(question)
        assert (given.verdict, opening(given)) == ("no", "Neither, by the documents")
        assert KNOWLEDGE.name(third) in text_of(given)
        return


@pytest.mark.parametrize("level", ["high", "low"])
def test_only_the_other_end_of_a_scale_is_denied_by_what_is_said(level: str) -> None:
    other = {"high": "low", "low": "high"}[level]
    denied = 0
    for topic in MODELS:
        for id in (id for id, said in topic.aspects.items() if said.level == level and KNOWLEDGE.aspects[id].scale):
            if KNOWLEDGE.disagreements_on((topic.id,), "aspects", id):
                continue
            given = answer(asked(q.VERIFY, topic, aspects=(id,), claim=Claim(quantifier=q.ONLY, pole=other)))
            assert (given.verdict, opening(given)) == ("no", "No")
            assert given.told[0] == (topic.id, f"aspects {id}", 0)
            denied += 1
    assert denied


def test_work_with_a_model_of_its_own_is_set_beside_the_model_that_is_asked_about() -> None:
    bpo, recruitment = KNOWLEDGE.topics["bpo"], KNOWLEDGE.topics["rpo_recruitment"]
    either = asked(q.VERIFY, bpo, parts=("relations",), services=("recruitment",), claim=Claim(quantifier=q.EITHER))
    given = assert_is_right_in_form(either)
    assert (given.part, given.verdict, given.topics) == ("relations", "disagree", (recruitment.id, bpo.id))
    plain = answer(replace(either, claim=YES))
    assert (plain.part, plain.verdict) == ("services", "yes"), "no other place is offered"
    billing = answer(replace(either, services=("billing",)))
    assert billing.part == "services", "its model is the one that is asked about"


def test_a_fact_on_the_work_is_told_where_no_service_is_named() -> None:
    lpo = KNOWLEDGE.topics["lpo"]
    for claim, verdict in ((YES, ""), (NO, ""), (Claim(quantifier=q.ONLY), "not_only")):
        given = assert_is_right_in_form(covers(lpo, "transcription", claim=claim))
        assert "transcription" in text_of(given)
        assert {address[:2] for address in given.told} == {("lpo", "how_it_works")}
        assert given.verdict == verdict


@pytest.mark.parametrize(("model", "other"), list(permutations(SERVING, 2)), ids=named)
def test_a_fact_that_shares_only_small_words_with_the_work_is_not_told(model: Topic, other: Topic) -> None:
    for service in other.part("services"):
        given = answer(covers(model, service.text))
        assert given.part == "services" or service.text in text_of(given)


@pytest.mark.parametrize("model", SERVING, ids=named)
def test_what_else_there_is_leaves_out_what_is_known(model: Topic) -> None:
    service = own_service(model)
    place = model.part("services").index(service)
    for question in (
        covers(model, service.text, claim=Claim(quantifier=q.OTHER)),
        covers(model, claim=None, without=(service.text,)),
    ):
        given = assert_is_right_in_form(question)
        rest = len(model.part("services")) > 1
        assert given.verdict == ("yes" if rest else "no")
        assert (model.id, "services", place) not in given.told
        assert bool(given.told) == rest


def test_an_open_question_on_a_service_is_answered_as_one() -> None:
    for model in SERVING:
        given = answer(covers(model, own_service(model).text, claim=None))
        assert (given.part, given.topics) == ("services", (model.id,))
        assert opening(given) not in ("Yes", "No")
        assert_facts_are_cited(given)
        assert_is_whole(rendered(given))


def test_work_that_nobody_names_is_silent_with_what_is_named() -> None:
    for model in SERVING:
        given = assert_is_right_in_form(asked(q.VERIFY, model, parts=("services",), content=("plumbing",), claim=YES))
        assert given.verdict == "silent"
        assert given.told[0] == (model.id, "services", 0)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.part("services")], ids=named)
def test_a_service_of_a_kind_is_one_of_its_model(kind: Topic) -> None:
    given = answer(covers(KNOWLEDGE.topics[kind.parent], kind.part("services")[0].text))
    assert given.verdict == "yes"


def test_of_several_models_each_gets_its_word() -> None:
    for one, other in permutations(SERVING, 2):
        service = own_service(one)
        question = asked(q.VERIFY, one, other, parts=("services",), services=(service.text,), claim=YES)
        given = assert_is_right_in_form(question)
        assert given.verdict == "rather"
        assert text_of(given).lower().startswith(KNOWLEDGE.name(one).lower())
        assert KNOWLEDGE.name(other) in text_of(given)


@pytest.mark.parametrize("topic", TOPICS, ids=named)
@pytest.mark.parametrize("pole", ["high", "low", ""])
def test_an_aspect_is_confirmed_by_the_level_of_what_is_said(topic: Topic, pole: str) -> None:
    for id in ASPECTS:
        said, scale = topic.aspects.get(id), KNOWLEDGE.aspects[id].scale
        disputed = KNOWLEDGE.disagreements_on((topic.id,), "aspects", id)
        for positive in (True, False):
            claim = Claim(positive=positive, pole=pole)
            given = assert_is_right_in_form(asked(q.VERIFY, topic, aspects=(id,), claim=claim))
            assert given.part == "aspect"
            if said is None:
                assert given.verdict in ("silent", "", "disagree")
                assert "say nothing about" in given.lines[0].text
            elif disputed:
                assert (given.verdict, opening(given)) == ("disagree", on_the_whole(said.level, claim))
                assert f"The documents disagree here. {disputed[0].question}" in given.lines[0].text
                assert [fact for line in given.lines for fact in line.facts] == list(disputed[0].views)
                assert given.buttons[0].payload == disputed[0].question
            elif scale is None or not said.level:
                assert given.verdict == ""
            elif said.level == "mixed":
                assert (given.verdict, opening(given)) == ("depends", "It depends")
            else:
                holds = (said.level == (pole or "high")) == positive
                assert (given.verdict, opening(given)) == (("yes", "Yes") if holds else ("no", "No"))


@pytest.mark.parametrize(
    ("quantifier", "positive", "opens"),
    [
        (q.NEVER, True, "Not quite"),
        (q.ONLY, False, "The documents disagree here"),
        (q.NEVER, False, "The documents disagree here"),
    ],
)
@pytest.mark.parametrize("pole", ["high", "low", ""])
def test_never_is_more_than_documents_that_disagree_say(pole: str, quantifier: str, positive: bool, opens: str) -> None:
    claim, tried = Claim(positive=positive, quantifier=quantifier, pole=pole), 0
    for dispute in (d for d in KNOWLEDGE.disagreements if d.aspects):
        topic, aspect = KNOWLEDGE.topics[dispute.topics[0]], dispute.aspects[0]
        told, *_ = KNOWLEDGE.disagreements_on((topic.id,), "aspects", aspect)
        given = answer(asked(q.VERIFY, topic, aspects=(aspect,), claim=claim))
        if given.part == "aspect" and dispute.question in text_of(given):
            assert opening(given) == opens
            assert given.verdict == "disagree"
            assert [fact for line in given.lines for fact in line.facts] == list(told.views)
            tried += 1
        assert_is_whole(rendered(given))
    assert tried


def test_always_is_more_than_the_documents_say() -> None:
    tried = 0
    for topic in TOPICS:
        for id, said in topic.aspects.items():
            if said.level == "high" and not KNOWLEDGE.disagreements_on((topic.id,), "aspects", id):
                question = asked(q.VERIFY, topic, aspects=(id,), claim=Claim(quantifier=q.ALL, pole="high"))
                assert assert_is_right_in_form(question).verdict == "depends"
                tried += 1
    assert tried


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_one_kind_is_not_the_only_one(kind: Topic) -> None:
    claim = Claim(quantifier=q.ONLY)
    given = assert_is_right_in_form(asked(q.VERIFY, kind, parts=("types",), claim=claim))
    assert (given.verdict, given.part, given.topics) == ("no", "types", (kind.parent,))
    assert given.options == KNOWLEDGE.topics[kind.parent].types


@pytest.mark.parametrize("part", ["benefits", "drawbacks", "fit"])
def test_nothing_ranks_two_models_by_a_part(part: str) -> None:
    for pair in permutations(MODELS, 2):
        given = assert_is_right_in_form(asked(q.VERIFY, *pair, parts=(part,), claim=YES))
        assert given.verdict == "silent"
        assert given.topics == tuple(topic.id for topic in pair)


@pytest.mark.parametrize("part", ["benefits", "drawbacks", "types", "fit"])
def test_whether_there_is_something_is_answered_by_it(part: str) -> None:
    for model in MODELS:
        given = assert_is_right_in_form(asked(q.VERIFY, model, parts=(part,), claim=YES))
        assert given.verdict == ("" if model.part(part) else "silent")


@pytest.mark.parametrize("dispute", KNOWLEDGE.disagreements, ids=lambda dispute: dispute.id)
def test_an_open_question_gets_no_yes_from_a_statement_that_is_like_it(dispute: Disagreement) -> None:
    topic = KNOWLEDGE.topics[dispute.topics[0]]
    point, words = near(topic, "definition", 0, 0.9), dispute.question.lower()
    given = assert_is_right_in_form(asked(q.VERIFY, topic, words=words, point=point, claim=YES))
    assert given.verdict == "disagree"
    assert [fact for line in given.lines for fact in line.facts] == list(dispute.views)


@pytest.mark.parametrize(
    ("answer", "positive", "chance", "lead"),
    [
        ("yes", True, 0.9, "Yes"),
        ("yes", False, 0.9, "That's right"),
        ("no", True, 0.9, "No"),
        ("no", False, 0.9, "No"),
        ("", True, 0.9, ""),
        ("", False, 0.9, ""),
        ("yes", True, 0.6, "Yes"),
        ("yes", True, 0.3, ""),  # it may be after another statement
        ("yes", False, 0.3, ""),
        ("no", True, 0.3, ""),
        ("no", False, 0.3, ""),
    ],
)
def test_a_statement_confirms_or_denies_what_is_worded_so_and_else_stands_alone(
    answer: str, positive: bool, chance: float, lead: str
) -> None:
    for topic in TOPICS:
        for part in ("facts", "definition", "how_it_works"):
            for place, said in enumerate(topic.part(part)):
                point = replace(near(topic, part, place, 0.9), asked=chance)
                fields = {"parts": (part,), "point": point, "answer": answer, "claim": Claim(positive=positive)}
                given = assert_is_right_in_form(asked(q.VERIFY, topic, **fields))
                assert given.told[-1] == (topic.id, part, place) or given.verdict == "disagree"
                if given.verdict != "disagree":
                    assert given.verdict == (answer if lead else "")
                    assert opening(given) == (lead or said.text.split(".")[0])


@pytest.mark.parametrize(
    ("positive", "quantifier", "score", "chance", "verdict"),
    [
        (True, q.ONLY, 0.5, 0.9, "no"),
        (True, q.ONLY, 0.9, 0.3, "no"),  # it says nearly the same
        (True, q.ONLY, 0.5, 0.3, ""),  # it may be after another statement
        (False, q.ONLY, 0.9, 0.9, ""),
        (True, "", 0.9, 0.9, ""),
        (True, q.ALL, 0.9, 0.9, ""),
    ],
)
def test_a_statement_that_says_more_denies_that_it_is_so_only(
    positive: bool, quantifier: str, score: float, chance: float, verdict: str
) -> None:
    claim, tried = Claim(positive=positive, quantifier=quantifier), 0
    for topic in TOPICS:
        for part in ("definition", "how_it_works", "facts"):
            for place, said in enumerate(topic.part(part)):
                point = replace(near(topic, part, place, score), asked=chance)
                given = assert_is_right_in_form(asked(q.VERIFY, topic, parts=(part,), point=point, claim=claim))
                if given.verdict == "disagree":
                    assert disputes_over(KNOWLEDGE, said)
                    continue
                says_more = bool(_MORE.search(said.text))
                assert given.verdict == (verdict if says_more else "")
                assert (opening(given) == "No") is bool(given.verdict)
                tried += says_more
    assert tried


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("It covers payroll as well as hiring.", True),
        ("It also covers payroll.", True),
        ("It goes beyond hiring.", True),
        ("It is not only for hiring.", True),
        ("It is for hiring.", False),
        ("It costs more.", False),
    ],
)
def test_what_says_more_than_that_it_is_so_only(text: str, more: bool) -> None:
    assert bool(_MORE.search(text)) is more


def test_what_others_have_as_well_is_no_model_s_alone() -> None:
    denied = 0
    for topic in MODELS:
        for id, said in topic.aspects.items():
            alike = [m for m in MODELS if m != topic and id in m.aspects and m.aspects[id].level == said.level != ""]
            given = answer(
                asked(q.VERIFY, topic, aspects=(id,), cues=("only_topic",), claim=Claim(quantifier=q.ONLY, pole="high"))
            )
            assert (given.verdict == "not_only") is bool(alike)
            if alike:
                assert opening(given) == "No, not only"
                assert given.told[0][0] in {model.id for model in alike}
                denied += 1
    assert denied


def test_a_model_is_not_limited_to_one_aspect_that_has_other_benefits() -> None:
    [cost] = [id for id in ASPECTS if "money" in KNOWLEDGE.aspects[id].words]
    for topic in (model for model in MODELS if cost in model.aspects and len(model.part("benefits")) > 1):
        given = answer(asked(q.VERIFY, topic, aspects=(cost,), claim=Claim(quantifier=q.ONLY)))
        assert (given.verdict, opening(given)) == ("not_only", "No, not only")
        told = [topic.part(part)[place].name for _, part, place in given.told]
        assert told
        assert not any("cost" in name.lower() for name in told)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.cues], ids=lambda kind: kind.id)
def test_what_one_kind_is_its_model_isn_t_always(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    given = answer(asked(q.VERIFY, model, words=f"is it always {kind.cues[0]}", claim=Claim(quantifier=q.ALL)))
    assert opening(given) == f"Not always: that is {KNOWLEDGE.name(kind)}"
    assert given.told == ((kind.id, "definition", 0),)
    assert all(KNOWLEDGE.topics[id].name in text_of(given) for id in model.types)
    own = answer(asked(q.VERIFY, kind, words=f"is it always {kind.cues[0]}", claim=YES))
    assert opening(own) != opening(given)


@pytest.mark.parametrize(
    ("content", "claim", "lead"),
    [
        (("knowledge",), YES, "Yes."),
        (("knowledge", "outsourcing"), YES, "Yes."),
        (("knowledge", "people"), YES, "No, it stands for Knowledge Process Outsourcing."),
        (("labour",), YES, ""),
        (("knowledge",), NO, ""),
    ],
)
def test_what_a_name_stands_for_is_confirmed_by_its_words(content: tuple[str, ...], claim: Claim, lead: str) -> None:
    kpo = KNOWLEDGE.topics["kpo"]
    given = answer(asked(q.VERIFY, kpo, parts=("definition",), cues=("stands_for",), content=content, claim=claim))
    assert (given.lines[0].text == lead) is bool(lead)
    assert given.verdict == {"Y": "yes", "N": "no", "": ""}[lead[:1]]


def test_a_whole_or_a_part_gets_no_false_no() -> None:
    either = Claim(quantifier=q.EITHER)
    for model in SERVING:
        given = answer(asked(q.VERIFY, model, parts=("services",), content=("zzz",), claim=either))
        assert given.verdict == ""
        assert_facts_are_cited(given)


def test_an_aspect_that_is_asked_for_with_its_opposite_gets_no_yes() -> None:
    either = Claim(quantifier=q.EITHER)
    for model in MODELS:
        for aspect in model.aspects:
            given = answer(asked(q.VERIFY, model, aspects=(aspect,), claim=either))
            assert given.verdict in ("", "disagree")


def test_several_pieces_of_work_are_sorted_under_the_models_that_have_them() -> None:
    for one, other in pairwise(SERVING):
        works = {topic: own_service(topic).text for topic in (one, other)}
        question = asked(q.VERIFY, one, other, parts=("services",), services=tuple(works.values()), claim=YES)
        given = answer(question)
        assert [line.text for line in given.lines] == [
            f"• {sentence(f'{work}: {KNOWLEDGE.name(topic)}')}" for topic, work in works.items()
        ]
        assert_facts_are_cited(given)
