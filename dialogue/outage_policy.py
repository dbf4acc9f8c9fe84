"""Tells the user when an action failed: Rasa itself would answer nothing at all, on any channel."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from channels import rasa_shell
from dialogue import shortcuts

shortcuts.install()  # here, since Rasa loads this module with the model, wherever it runs
rasa_shell.install()

APOLOGY = "utter_unavailable"
_SILENT = (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class OutagePolicy(Policy):
    """Predicts the apology when an action ran after the last message and nothing was said."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Above the rules (6), which would go on listening."""
        return {"priority": 10}

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """There is nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Certain of the apology where it is due, else no opinion."""
        probabilities = self._default_predictions(domain)
        if _was_silent(tracker) and APOLOGY in domain.action_names_or_texts:
            probabilities = PolicyPrediction.for_action_name(domain, APOLOGY).probabilities
        return self._prediction(probabilities)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> OutagePolicy:
        """The policy; nothing was stored for it."""
        return cls(config, model_storage, resource, execution_context)


def _was_silent(tracker: DialogueStateTracker) -> bool:
    """True where the last action since the user's message left nothing: no bot message, no change of form, no slot.

    A form that has all its answers says nothing itself, nor does the action that begins the guided choice.

    Only messages from a channel count: `rasa test` goes through stories without running any action.
    """
    acted = False
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return acted and bool(_input_channel(tracker))
        if isinstance(event, (BotUttered, ActiveLoop)):
            return False
        if isinstance(event, SlotSet):
            return acted and bool(_input_channel(tracker))
        if isinstance(event, ActionExecuted) and event.action_name not in _SILENT:
            acted = True
    return False


def _input_channel(tracker: DialogueStateTracker) -> str:
    """The channel of the user's last message; "" where it came from no channel."""
    said = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    return str(said.input_channel or "") if said else ""
