"""Answers of the action server are checked as Rasa checks them."""

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from dialogue import action_results


@pytest.fixture
def action() -> RemoteAction:
    action_results.install()
    return RemoteAction("action_any", None)


def test_a_valid_answer_passes(action: RemoteAction) -> None:
    assert action._validate_action_result({"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []})


@pytest.mark.parametrize("answer", [{"events": "none"}, {"responses": [1]}, {"events": [{"event": 5}]}])
def test_any_other_is_refused(action: RemoteAction, answer: dict) -> None:
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)
