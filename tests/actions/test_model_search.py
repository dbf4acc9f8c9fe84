"""The model is found whose work a message describes."""

from actions import model_search
from actions.knowledge import Knowledge


def test_a_cue_names_its_model_before_words_of_any_trade(knowledge: Knowledge) -> None:
    for model in knowledge.models:
        if model.cues and not knowledge.namesakes(model):
            ranked = model_search.models_for(knowledge, f"our {model.cues[0]} work drowns in admin", (), ())
            assert ranked[0][0] == model


def test_a_kind_is_told_from_the_others_by_each_of_its_cues(knowledge: Knowledge) -> None:
    kinds = [topic for topic in knowledge.topics.values() if topic.parent and topic.cues]
    for kind in kinds:
        for cue in kind.cues:
            reply = model_search.kind_for(knowledge, [knowledge.topics[kind.parent]], f"{cue}, which kind?", (), ())
            assert reply is not None, cue
            assert reply.topics == (kind.id,), cue
    assert kinds
