"""What can be compared, ranked and shown by example: read, and in order."""

import re
from pathlib import Path

import pytest

from actions.recall import example
from actions.verdicts import _in_number
from dialogue.question import Style
from knowledge.files import load
from knowledge.model import Knowledge, KnowledgeError
from tests.knowledge_copy import Change, change


@pytest.mark.parametrize(
    ("name", "edit", "complaint"),
    [
        (
            "questions.yml",
            lambda d: d["aspects"][0]["scale"].update(more="{high} is broader."),
            'scale.more: "{high} is broader." has not the right form: name {high} and {low} in it, each once; '
            "a verb as {is|are}",
        ),
        (
            "questions.yml",
            lambda d: d["aspects"][0]["scale"].update(less="{low} {is} narrower than {high}."),
            'scale.less: "{low} {is} narrower than {high}." has not the right form: name {high} and {low} in it',
        ),
        (
            "questions.yml",
            lambda d: d["aspects"][0]["scale"].pop("low_words"),
            "aspects[0].scale: 'low_words' is missing: add it",
        ),
        (
            "questions.yml",
            lambda d: d["aspects"][0].update(means={"text": "It is how much there is."}),
            "aspects[0].means: 'sources' is missing: add it",
        ),
        (
            "questions.yml",
            lambda d: d["aspects"][0].update(means={"text": "It is how much there is.", "sources": ["nowhere > X"]}),
            'aspects[0].means.sources[0]: "nowhere" is unknown: use one of',
        ),
        (
            "questions.yml",
            lambda d: d["aspects"][0].update(means="how much there is"),
            "aspects[0].means: is a text where",
        ),
        (
            "comparisons.yml",
            lambda d: d["verdicts"][0].update(first="nobody"),
            'verdicts[0].first: "nobody" is unknown: use one of',
        ),
        (
            "comparisons.yml",
            lambda d: d["verdicts"][0].update(aspect="weight"),
            'verdicts[0].aspect: "weight" is unknown: use one of',
        ),
        (
            "comparisons.yml",
            lambda d: d["verdicts"][0].update(second=d["verdicts"][0]["first"]),
            "is the first as well: name another",
        ),
        (
            "comparisons.yml",
            lambda d: d["differences"][0]["topics"].pop(),
            "differences[0].topics: has 1 entries: give",
        ),
        ("comparisons.yml", lambda d: d["similarities"][0].pop("sources"), "'sources' is missing: add it"),
        ("comparisons.yml", lambda d: d.update(matters=["weight"]), 'matters[0]: "weight" is unknown: use one of'),
        ("sources.yml", lambda d: d["sources"][0].pop("sections"), "sources[0]: 'sections' is missing: add it"),
    ],
)
def test_a_fault_in_what_is_compared_is_named(folder: Path, name: str, edit: Change, complaint: str) -> None:
    change(folder, name, edit)
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert re.match(rf"{name}: line \d+: \S.*: \S", str(error.value))
    assert complaint in str(error.value)


def test_a_level_needs_a_scale(folder: Path, knowledge: Knowledge) -> None:
    unscaled = next(aspect.id for aspect in knowledge.aspects.values() if aspect.scale is None)
    model = next(model for model in knowledge.models if unscaled in model.aspects)
    name = f"outsourcing_models/{model.id}.yml"
    change(folder, name, lambda d: d["aspects"][unscaled].update(level="high"))
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    fault = f"aspects.{unscaled}.level: {unscaled} has no scale: add one to questions.yml or take the level out"
    assert re.fullmatch(rf"{name}: line \d+: {fault}", str(error.value))


def test_a_scale_ranks_two_topics_by_their_names(knowledge: Knowledge) -> None:
    for aspect in knowledge.aspects.values():
        scale = aspect.scale
        rankings = [_in_number(r, count) for r in (scale.more, scale.less) for count in (1, 2)] if scale else []
        for ranking in (*rankings, scale.equal) if scale else ():
            said = ranking.format(high="Alpha", low="Beta")
            assert {"Alpha", "Beta"} <= {*said.replace(".", "").split()}, ranking
            assert said.endswith("."), ranking


def test_what_a_scale_says_of_one_topic_it_says_of_several_with_another_verb(knowledge: Knowledge) -> None:
    for scale in (aspect.scale for aspect in knowledge.aspects.values() if aspect.scale):
        for ranking in (scale.more, scale.less):
            one, several = (_in_number(ranking, count).split() for count in (1, 2))
            assert [a for a, b in zip(one, several, strict=True) if a != b] == one[1:2], ranking


def test_the_words_of_a_scale_ask_for_its_aspect_and_for_one_of_its_ends_only(knowledge: Knowledge) -> None:
    for aspect in knowledge.aspects.values():
        if aspect.scale:
            assert {*aspect.scale.high_words, *aspect.scale.low_words} <= set(aspect.words)
    words = [word for aspect in knowledge.aspects.values() for word in aspect.words]
    assert sorted(words) == sorted(set(words))


def test_levels_are_read_and_rank_models_on_most_aspects(knowledge: Knowledge) -> None:
    levels = {
        id: {model.aspects[id].level for model in knowledge.models if id in model.aspects}
        for id, aspect in knowledge.aspects.items()
        if aspect.scale
    }
    assert sum({"high", "low"} <= found for found in levels.values()) >= 4, levels


def test_a_verdict_never_contradicts_the_levels(knowledge: Knowledge) -> None:
    for verdict in knowledge.verdicts:
        first, second = (knowledge.topics[id].aspects.get(verdict.aspect) for id in (verdict.first, verdict.second))
        if first and second and not verdict.words:
            assert (first.level, second.level) != ("low", "high"), verdict


def test_what_is_said_of_a_pair_is_found_by_its_two_topics_in_any_order(knowledge: Knowledge) -> None:
    assert knowledge.differences
    assert knowledge.similarities
    for said in (knowledge.differences, knowledge.similarities):
        for pair, statements in said.items():
            one, other = pair
            assert said[frozenset((other, one))] == statements
            assert pair <= set(knowledge.topics)


def test_what_an_aspect_means_is_read_and_found_by_its_address(folder: Path, knowledge: Knowledge) -> None:
    explained = {aspect.id: aspect.means for aspect in knowledge.aspects.values() if aspect.means}
    assert explained
    assert all(knowledge.statement(id, "means", 0) == said for id, said in explained.items())
    assert all(knowledge.addresses[said] == (id, "means", 0) for id, said in explained.items())
    plain = next(place for place, aspect in enumerate(knowledge.aspects.values()) if aspect.means is None)
    id, source = list(knowledge.aspects)[plain], next(iter(knowledge.sources.values()))
    assert knowledge.statement(id, "means", 0) is None
    said = {"text": "It is how much there is.", "sources": [f"{source.id} > {source.sections[0]}"]}
    change(folder, "questions.yml", lambda d: d["aspects"][plain].update(means=said))
    means = load(folder).aspects[id].means
    assert means
    assert (means.text, means.sections) == (said["text"], {source.id: source.sections[0]})


def test_every_statement_on_two_topics_is_listed_with_its_address(knowledge: Knowledge) -> None:
    listed = [((pair, name, place), said) for pair, name, place, said in knowledge.compared_statements()]
    assert len(dict(listed)) == len(listed)
    pairs = {"differences": knowledge.differences, "similarities": knowledge.similarities}
    for (pair, name, place), said in listed:
        topics = pair.split("+")
        assert len(set(topics)) == 2
        assert set(topics) <= set(knowledge.topics)
        assert knowledge.statement(pair, name, place) == said
        if name == "verdicts":
            verdict = knowledge.verdicts[place]
            assert ([verdict.first, verdict.second], verdict.statement) == (topics, said)
        else:
            assert topics == sorted(topics)
            assert pairs[name][frozenset(topics)][place] == said
    count = sum(len(said) for stated in pairs.values() for said in stated.values())
    assert len(listed) == count + len(knowledge.verdicts)
    assert not {address for address, _ in listed} & {(t, part, n) for t, part, n, _ in knowledge.all_statements()}


@pytest.mark.parametrize("key", ["verdicts", "differences", "similarities"])
def test_the_questions_beside_a_statement_on_two_topics_are_read(folder: Path, key: str) -> None:
    asked = {"asked_as": ["who is ahead"], "yes_to": ["are they apart"], "no_to": ["are they the same"]}
    change(folder, "comparisons.yml", lambda d: d[key][0].update(asked))
    said = next(said for _, name, _, said in load(folder).compared_statements() if name == key)
    assert said.questions == (("who is ahead", "open"), ("are they apart", "yes"), ("are they the same", "no"))


def test_the_aspects_shown_by_default_are_known_of_several_models(knowledge: Knowledge) -> None:
    assert all(sum(id in model.aspects for model in knowledge.models) > 1 for id in knowledge.matters)


def test_examples_are_told_or_honestly_missing(knowledge: Knowledge) -> None:
    with_examples = [model for model in knowledge.models if model.part("examples")]
    without = [model for model in knowledge.models if not model.part("examples")]
    assert with_examples
    assert without
    for model in with_examples:
        assert example(knowledge, [model], Style()).lines[0].facts[0] == model.part("examples")[0]
    for model in without:
        told = example(knowledge, [model], Style()).lines[0]
        assert set(told.facts) <= set(model.part("services"))
        assert told.text.startswith("For example, " if told.facts else "The documents give no example")


def test_in_short_completes_a_sentence(knowledge: Knowledge) -> None:
    for topic in knowledge.topics.values():
        assert topic.in_short.split()[0] in ("a", "an", "the", "one", "outsourcing"), topic.in_short
        assert not topic.in_short.endswith("."), topic.in_short


def test_a_gap_is_told_in_two_short_sentences_at_most(knowledge: Knowledge) -> None:
    for gap in knowledge.gaps.values():
        sentences = [part for part in gap.reply.split(". ") if part]
        assert len(sentences) <= 2, gap.id
        assert all(len(part.split()) <= 25 for part in sentences), gap.id


def test_a_relation_may_be_asked_for_in_other_words(folder: Path, knowledge: Knowledge) -> None:
    model = next(model for model in knowledge.models if model.relations)
    name = f"outsourcing_models/{model.id}.yml"
    change(folder, name, lambda d: d["relations"][0].update(also=["kith and kin"]))
    assert load(folder).topics[model.id].relations[0].statement.also == ("kith and kin",)
