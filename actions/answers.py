"""Actions that answer questions: read the tracker, take the reply from the knowledge, give it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import honesty, model_search, replies, searches
from actions.asking import answer_part, answer_services, compare, subject_of, term, told_of_namesakes
from actions.knowledge import Knowledge, Topic
from actions.memory import Memory, Mention, before, from_memory, leans, resolve, without_general
from actions.message import Message, give, knowledge, memory_of
from actions.phrases import normal
from actions.reply import Reply
from actions.wording import asks_between, asks_which, is_yes_no, measured_against, only_names

_OF_SERVICES = {"work", "works", "service", "services", "task", "tasks", "job", "jobs", "cover", "covers", "do", "does"}


class KnowledgeAction(Action, ABC):
    """An action whose whole work is a function from message and memory to a reply."""

    @abstractmethod
    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The reply, and the memory before it (with the senses that the message settled)."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Give the reply; the returned event keeps the memory of it."""
        reply, memory = self.answer(knowledge(), Message.of(tracker), memory_of(tracker))
        return give(dispatcher, reply, memory)


class ActionAnswerQuestion(KnowledgeAction):
    """Answers a question on a part (definition, benefits ...) of the topics that are named or talked about."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer_question"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The part that the intent asks for; to the question which model is meant, the part that waits for it."""
        part = next((q.part for q in known.questions.values() if q.intent == message.intent), "definition")
        if memory.pending and only_names(message):
            part = memory.pending
        if part == "aspect":
            return ActionAnswerAspect().answer(known, replace(message, aspects=(memory.aspect,)), memory)
        return answer_part(known, message, memory, part)


class ActionCompareModels(KnowledgeAction):
    """Sets two to four topics side by side, on all aspects or on the one that is named."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_compare_models"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The comparison; a single topic is compared with the one talked about before."""
        mention, memory = resolve(known, memory, message.topics)
        return compare(known, message, memory, mention)


class ActionAnswerAspect(KnowledgeAction):
    """Tells one topic on one aspect (“does it save money?”)."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer_aspect"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The aspect; of several topics side by side; without an aspect the benefits."""
        mention, memory = resolve(known, memory, message.topics)
        topics = without_general(mention.topics) or from_memory(known, memory)
        if len(topics) == 1 and (not mention.named and asks_between(message.text)):
            topics = (*before(known, memory)[:1], *topics)
        elif len(topics) == 1 and mention.named and (talked := measured_against(known, message, memory, topics[0])):
            topics = (talked, *topics)
        if len(topics) > 1:
            return compare(known, message, memory, Mention(topics, mention.named))
        if not topics:
            if not leans(memory, message.text, message.foreign):
                return honesty.decline(known), memory
            aspect = next(iter(message.aspects), "")
            waiting = replace(memory, pending="aspect" if aspect else "benefits", aspect=aspect)
            return honesty.which_topic(known, waiting.pending, aspect), waiting
        kind = model_search.kind_asked_for(known, topics, message.text, message.services, message.found)
        if kind:
            return kind, memory
        if not message.aspects:
            found = searches.statement(known, topics[0], message.found)
            return found or replies.answer(known, "benefits", topics[:1]), memory
        told = searches.told_fact(known, topics[0], message.found) if message.may_be("ask_fact") else None
        reply = told or replies.aspect_of(known, topics[0], message.aspects[0])
        label = known.aspects[message.aspects[0]].label.lower()
        return told_of_namesakes(known, reply, mention, f"{label} of {{name}}"), memory


class ActionFindModel(KnowledgeAction):
    """Names the model that takes over the work which the user describes."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_find_model"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The model or kind; where a model is named, which of its kinds, or whether it covers that work."""
        mention, memory = resolve(known, memory, message.topics)
        named = tuple(t for t in mention.topics if t.is_model or t.parent)
        if len(named) == 1 and asks_which(known, message, named[0]):
            return honesty.both_senses(known, (named[0], *known.namesakes(named[0]))), memory
        if not mention.named and leans(memory, message.text, message.foreign):
            # “front office or back office?” “and billing?”
            talked = from_memory(known, memory)
            covering = [t for t, _ in searches.services_called(known, message.services) if t in talked]
            if len(talked) > 1 and len(covering) == 1:
                return answer_services(known, message, memory, Mention(tuple(covering)))
        # Without any name in it a message shares no masked word with the statements, and likeness starts lower.
        least = model_search.CLEAR if message.topics else searches.SURE
        words = message.text, message.services
        kind = model_search.kind_for(known, named, *words, message.found, least) if len(named) < 2 else None
        if kind:
            return kind, memory
        # “Which work goes out and which stays in-house?”
        if message.aspects and not (named or message.services or memory.topics):
            return term(known, message), memory
        leads = len(named) == 1 and not named[0].parent and self._leads(known, message, named[0])
        asks = leads and bool(_OF_SERVICES & set(normal(message.text).split()))
        if len(named) == 1 and (asks or is_yes_no(message.text)):
            return answer_services(known, message, memory, Mention(named, True, mention.assumed))
        if named and (leads or named[0].parent):
            return replies.answer(known, "definition", named[:1]), memory
        return model_search.model_for(known, message.text, message.services, message.found, named), memory

    def _leads(self, known: Knowledge, message: Message, named: Topic) -> bool:
        """True where the work described is that of the model named."""
        ranked = model_search.models_for(known, message.text, message.services, message.found)
        return bool(ranked) and ranked[0][0] == named


class ActionListModels(KnowledgeAction):
    """Lists all models, or what is asked of the one that is named."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_list_models"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The list; “types of BPO” are that model's kinds."""
        mention, memory = resolve(known, memory, message.topics)
        named = without_general(mention.topics)
        if len(named) == 1 and named[0].types:
            return replies.answer(known, "types", named), memory
        if len(named) == 1 and named[0].is_model:
            return replies.answer(known, "definition", named), memory
        return replies.overview(known), memory


class ActionNameGap(KnowledgeAction):
    """Says that the documents don't treat a subject, and offers the nearest thing they do."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_name_gap"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The gap that a word names, else the one whose questions the message is most like."""
        mention, memory = resolve(known, memory, message.topics)
        id = subject_of(message)
        if id not in known.gaps:
            return replies.overview(known), memory
        return honesty.gap(known, known.gaps[id], without_general(mention.topics)), memory
