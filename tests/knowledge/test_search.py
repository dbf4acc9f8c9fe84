"""Finding in the knowledge: by names, by work, by words."""

from __future__ import annotations

import pytest

from knowledge.model import Knowledge
from knowledge.search import (
    NEAR,
    asks_for_kind,
    hinted_kind,
    hinted_topics,
    model_of_work,
    models_for,
    services_called,
    stem,
    word_index,
)  # fmt: skip


@pytest.mark.parametrize(
    ("phrases", "topics", "why"),
    [
        (["Job postings"], ["rpo_recruitment"], "a service in any letters"),
        (["sales"], ["bpo", "front_office_bpo"], "a service of a model and of its kind, in the order of menus"),
        (["sales", "Sales", "job postings"], ["bpo", "front_office_bpo", "rpo_recruitment"], "each once"),
        (["mugs"], [], "nobody's"),
        ([], [], "nothing"),
    ],
)
def test_services_by_what_they_are_called(
    knowledge: Knowledge, phrases: list[str], topics: list[str], why: str
) -> None:
    assert [topic.id for topic, _ in services_called(knowledge, phrases)] == topics, why


def test_every_service_is_found_by_each_of_its_names(knowledge: Knowledge) -> None:
    for topic in knowledge.topics.values():
        for service in topic.part("services"):
            for name in (service.text, *service.also):
                assert (topic, service) in services_called(knowledge, [name.upper()]), name


@pytest.mark.parametrize(
    ("words", "phrases", "near", "first", "why"),
    [
        ("our lawyers drown in patents", [], [], "lpo", "cues"),
        ("we want payroll and staffing", ["payroll management", "staffing"], [], "hro", "two services of one model"),
        ("x", ["sales"], [], "bpo", "a service of a kind counts for its model"),
        ("x", [], [(("kpo", "definition", 0), 0.9)], "kpo", "likeness"),
        ("x", [], [(("offshore_bpo", "definition", 0), 0.9)], "bpo", "likeness to a kind"),
        ("x", [], [(("kpo", "facts", 0), 0.9)], "", "likeness to a part that says nothing on work"),
        ("x", [], [(("kpo", "definition", 0), NEAR - 0.01)], "", "too little likeness"),
        ("x", [], [(("zpo", "definition", 0), 0.9)], "", "a topic that is gone"),
        ("mugs", [], [], "", "nothing of ours"),
    ],
)
def test_models_by_the_work_described(
    knowledge: Knowledge,
    words: str,
    phrases: list[str],
    near: list[tuple[tuple[str, str, int], float]],
    first: str,
    why: str,
) -> None:
    ranked = models_for(knowledge, words, phrases, near)
    assert (ranked[0][0].id if ranked else "") == first, why
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert all(score > 0 and topic.is_model for topic, score in ranked)


def test_a_cue_names_its_model_before_words_of_any_trade(knowledge: Knowledge) -> None:
    for model in knowledge.models:
        if model.cues and not knowledge.namesakes(model):
            ranked = models_for(knowledge, f"our {model.cues[0]} work drowns in admin", ())
            assert ranked[0][0] == model


@pytest.mark.parametrize(
    ("words", "phrases", "model", "why"),
    [
        ("our purchasing", [], "procurement_bpo", "its work by name"),
        ("the lawyers and the hospital", [], "", "two models' work"),
        ("our mugs", [], "", "no work of ours"),
        ("our tidy routine", [], "", "a word of work that alone is too little"),
    ],
)
def test_the_one_model_whose_work_is_named(
    knowledge: Knowledge, words: str, phrases: list[str], model: str, why: str
) -> None:
    found = model_of_work(knowledge, words, phrases)
    assert (found.id if found else "") == model, why


@pytest.mark.parametrize(
    ("words", "topics", "why"),
    [
        ("the medical one", ["mbpo"], "a word of one name"),
        ("the offshore one", ["offshore_bpo"], "a word of a kind's name"),
        ("the lawyers", ["lpo"], "a word of its work"),
        ("the process one", [], "a word of many names"),
        ("the purple one", [], "a word of none"),
    ],
)
def test_topics_that_words_point_at(knowledge: Knowledge, words: str, topics: list[str], why: str) -> None:
    assert [topic.id for topic in hinted_topics(knowledge, words)] == topics, why


def test_a_kind_is_told_from_the_others_by_each_of_its_cues(knowledge: Knowledge) -> None:
    kinds = [topic for topic in knowledge.topics.values() if topic.parent and topic.cues]
    for kind in kinds:
        for cue in kind.cues:
            assert hinted_kind(knowledge, [kind.parent], f"{cue}, which kind?") == kind, cue
    assert kinds


@pytest.mark.parametrize(
    ("families", "words", "why"),
    [
        (["bpo"], "overseas or in the same town", "cues of two kinds"),
        (["bpo"], "in the moon's shade", "cues of none"),
        (["kpo"], "overseas", "cues of another model's kind"),
        ([], "overseas", "no model"),
    ],
)
def test_no_kind_is_hinted_at(knowledge: Knowledge, families: list[str], words: str, why: str) -> None:
    assert hinted_kind(knowledge, families, words) is None, why


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("scalable", "scalability", True),
        ("hire", "hires", True),
        ("specialised", "specialize", True),
        ("costs", "cost", True),
        ("law", "lawn", False),
        ("2004", "2005", False),
    ],
)
def test_words_share_a_stem(one: str, other: str, alike: bool) -> None:
    assert (stem(one) == stem(other)) is alike


@pytest.mark.parametrize(("word", "left"), [("ties", "ties"), ("2010s", "2010"), ("2010", "2010"), ("x", "x")])
def test_a_stem_is_never_too_short(word: str, left: str) -> None:
    assert stem(word) == left


def test_words_are_weighed_by_their_rarity(knowledge: Knowledge) -> None:
    index = word_index(knowledge)
    address = ("kpo", "facts", 0)
    own = sorted(index.stems[address])
    share, count = index.shared(address, own)
    assert (round(share, 6), count) == (1.0, len(own))
    assert index.shared(address, [*own, "zebra"])[0] < 1
    assert index.shared(address, ["zebra"]) == (0.0, 0)
    assert index.shared(address, []) == (0.0, 0)
    assert index.shared(("zpo", "facts", 0), own) == (0.0, 0)
    # A word that nobody uses counts for more than a common one.
    count = {s: sum(s in stems for stems in index.stems.values()) for s in own}
    common, rare = max(own, key=lambda s: count[s]), min(own, key=lambda s: count[s])
    assert index.shared(address, [rare, "zebra"])[0] > index.shared(address, [common, "zebra"])[0]


def test_the_index_is_made_once(knowledge: Knowledge) -> None:
    assert word_index(knowledge) is word_index(knowledge)


def test_the_name_of_its_own_topic_is_no_word_of_a_statement(knowledge: Knowledge) -> None:
    for (topic, _, _), stems in word_index(knowledge).stems.items():
        assert not stems & {stem(word) for word in knowledge.topics[topic].acronym.lower().split()}


@pytest.mark.parametrize(
    ("words", "asks", "why"),
    [
        ("which type of BPO has a provider next door", True, "which type of"),
        ("selling by phone is what kind", True, "at the end"),
        ("a provider next door, which BPO is that", True, "which and the model"),
        ("a provider next door, BPO type?", True, "the model and type"),
        ("what is BPO", False, "what it is"),
        ("which provider does BPO", False, "which of something else"),
    ],
)
def test_whether_a_kind_is_asked_for(knowledge: Knowledge, words: str, asks: bool, why: str) -> None:
    assert asks_for_kind(words, knowledge.topics["bpo"]) is asks, why
