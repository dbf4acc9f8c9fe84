"""What the components know of the conversation: the slot that the actions keep it in, and the open choice."""

from __future__ import annotations

from dataclasses import replace

from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.conversation import Conversation

MEMORY = "memory"  # the slot with the conversation
CHOICE = "choice_form"  # the form of the guided choice


def conversation_of(tracker: DialogueStateTracker | None) -> Conversation:
    """The conversation so far, with the question of the guided choice that is open; a new one without a tracker."""
    if tracker is None:
        return Conversation()
    kept = Conversation.of(tracker.get_slot(MEMORY))
    requested = str(tracker.get_slot("requested_slot") or "") if tracker.active_loop_name == CHOICE else ""
    return replace(kept, asking=requested.removeprefix("choice_"))
