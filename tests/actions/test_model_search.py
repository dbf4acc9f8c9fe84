"""The model is found whose work a message describes."""

from actions import model_search
from actions.knowledge import Knowledge


def test_a_cue_names_its_model_before_words_of_any_trade(knowledge: Knowledge) -> None:
    for model in knowledge.models:
        if model.cues and not knowledge.namesakes(model):
            ranked = model_search.models_for(knowledge, f"our {model.cues[0]} work drowns in admin", (), ())
            assert ranked[0][0] == model
