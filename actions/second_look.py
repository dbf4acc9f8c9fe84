"""The last word on a message that was taken for out of scope: in a conversation it may well belong to it."""

from __future__ import annotations

from dataclasses import replace

from actions import honesty, searches
from actions.answers import (
    ActionAnswerAspect,
    ActionAnswerQuestion,
    ActionCompareModels,
    ActionFindModel,
    ActionListModels,
    ActionNameGap,
    KnowledgeAction,
)
from actions.asking import compare, subject_of
from actions.follow_ups import (
    ActionAnswerAgainFor,
    ActionGiveReason,
    ActionSaySimply,
    ActionTakeCorrection,
    ActionTakeOption,
    ActionTellMore,
)
from actions.knowledge import Knowledge
from actions.memory import Memory, resolve, without_general
from actions.message import Message
from actions.phrases import normal
from actions.reply import Reply

_LIKELY = 0.12  # chance of the runner-up from which a follow-up without foreign words is taken for it
_NEAR = 0.6  # likeness to a known gap or a statement from which a message on our field is answered by it
_CERTAIN = 0.6  # chance of being out of scope from which likeness to a statement means nothing (“a joke about …”)
_LIKELY_DESPITE_ONE = 0.3  # the same with one foreign word

_FOLLOW_UPS: dict[str, type[KnowledgeAction]] = {
    "ask_aspect": ActionAnswerAspect,
    "ask_comparison": ActionCompareModels,
    "ask_more": ActionTellMore,
    "ask_same": ActionAnswerAgainFor,
    "ask_simpler": ActionSaySimply,
    "ask_why": ActionGiveReason,
    "correct": ActionTakeCorrection,
    "find_model": ActionFindModel,
    "ask_overview": ActionListModels,
    "ask_not_covered": ActionNameGap,
    "pick_option": ActionTakeOption,
}


class ActionDecline(KnowledgeAction):
    """Declines what isn't ours in a friendly sentence, once nothing in the conversation explains it."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_decline"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The answer to a follow-up, “did you mean” where a model is named, else the decline."""
        if not normal(message.text):
            return honesty.no_words(known), memory
        action = follow_up(known, message, memory)
        if action:
            intent = runner_up(message)
            return action.answer(known, replace(message, intent=intent), memory)
        mention, memory = resolve(known, memory, message.topics)
        topics = without_general(mention.topics)
        likeness = max((score for _, score in message.subjects), default=0.0)
        told = searches.fact(known, topics, [f for f in message.found if f.score >= max(_NEAR, likeness)])
        unsure = message.chance < _CERTAIN
        if told and topics and unsure:
            return told, memory
        near = likeness >= _NEAR and unsure
        if (message.gaps and topics) or ((mention.topics or memory.topics) and near):
            return honesty.gap(known, known.gaps[subject_of(message)], topics), memory
        if len(topics) > 1:
            return compare(known, message, memory, mention)
        if topics and message.foreign < 2:
            return honesty.did_you_mean(known, topics), memory
        return honesty.decline(known), memory


def runner_up(message: Message) -> str:
    """The likeliest intent besides “out of scope”."""
    return next((name for name, _ in message.ranking if name != message.intent), "")


def follow_up(known: Knowledge, message: Message, memory: Memory) -> KnowledgeAction | None:
    """The action for a message that leans on the conversation: all its words are ours, and there is a thread."""
    intent = runner_up(message)
    chance = dict(message.ranking).get(intent, 0.0)
    least = (_LIKELY, _LIKELY_DESPITE_ONE)[message.foreign] if message.foreign < 2 else 1.0
    if not (memory.topics or memory.options) or chance < least:
        return None
    if intent in _FOLLOW_UPS:
        return _FOLLOW_UPS[intent]()
    asked = {question.intent for question in known.questions.values()}
    return ActionAnswerQuestion() if intent in asked else None
