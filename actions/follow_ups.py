"""Actions for what leans on the conversation: more, again, why, the other one, no I meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import comparisons, honesty, replies
from actions.answers import KnowledgeAction
from actions.asking import answer_part, compare, general
from actions.forgetting import asked_to_forget, forget_talk
from actions.knowledge import Knowledge, Topic
from actions.memory import Memory, Mention, from_memory, resolve, without_general
from actions.message import Message, give, knowledge, memory_of
from actions.options import chosen_place, has_ordinal, hinted_topics
from actions.phrases import is_in, normal, padded
from actions.reply import Reply, sources_line
from actions.wording import is_yes_no

_JOINS = {"add", "also", "too", "include", "plus", "well"}  # words that put a topic beside the others


_DEFINES = {"explain", "define", "describe"}  # words that ask anew, whatever was asked before


class ActionTellMore(KnowledgeAction):
    """Goes on where the last answer ended: more of the part, else the next part."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_tell_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """A yes to the question whether to delete the conversation is no wish for more."""
        if asked_to_forget(tracker):
            return forget_talk(dispatcher)
        return super().run(dispatcher, tracker, domain)

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """More on what is named or was talked about."""
        mention, memory = resolve(known, memory, message.topics)
        topics = mention.topics or from_memory(known, memory)
        if not topics:
            return replies.overview(known), memory
        return more(known, topics, memory if not mention.named else replace(memory, part="definition", shown=0)), memory


def more(known: Knowledge, topics: tuple[Topic, ...], memory: Memory) -> Reply:
    """The rest of the part shown last; then the parts that follow it in questions.yml, one at a time."""
    topic, part = topics[0], memory.part
    if len(topics) > 1:
        return replies.answer(known, "definition" if part != "definition" else "services", topics)
    if part in known.questions and 0 < memory.shown < len(topic.part(part)):
        return replies.answer(known, part, topics, memory.shown)
    # The types of outsourcing itself are the models: the overview, from which “more” would not go on.
    skipped = () if topic.is_model or topic.parent else ("types",)
    parts = [id for id in known.questions if topic.part(id) and id not in skipped]
    place = parts.index(part) + 1 if part in parts else 0
    following = (parts[place:] + parts[:place])[:1]
    return replies.answer(known, next(iter(following), "definition"), topics)


class ActionAnswerAgainFor(KnowledgeAction):
    """“What about LPO?”: the question asked before, for another topic."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer_again_for"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The same part, aspect or comparison for the topics that are named."""
        mention, memory = resolve(known, memory, message.topics)
        if not mention.named:
            hinted = hinted_topics(known, message.text) or option(known, message, memory)
            mention = Mention(hinted, bool(hinted))
        if not mention.named:
            return ActionTellMore().answer(known, message, memory)
        return same_for(known, message, memory, mention)


def same_for(known: Knowledge, message: Message, memory: Memory, mention: Mention) -> tuple[Reply, Memory]:
    """The question in the memory, asked for the mentioned topics."""
    part, topics = memory.pending or memory.part, mention.topics
    if _DEFINES & set(normal(message.text).split()):
        part = "definition"
    told = replace(message, topics=tuple(topic.id for topic in topics))
    if part == "comparison":
        earlier = from_memory(known, memory)
        if len(topics) == 1 and earlier:
            joined = _JOINS & set(normal(message.text).split())
            kept = earlier if joined else earlier[:1] if topics[0] != earlier[0] else earlier[1:]
            topics = tuple(dict.fromkeys((*kept, *topics)))
        told = replace(told, aspects=message.aspects or ((memory.aspect,) if memory.aspect else ()))
        return compare(known, told, memory, Mention(topics, True, mention.assumed))
    if part == "aspect" and memory.aspect:
        if len(topics) == 1:
            return replies.aspect_of(known, topics[0], memory.aspect), memory
        return compare(known, replace(told, aspects=(memory.aspect,)), memory, mention)
    part = part if part in known.questions else "definition"
    if mention.assumed:
        told = replace(told, topics=message.topics)
        memory = replace(memory, senses={k: v for k, v in memory.senses.items() if v != mention.assumed.id})
    return answer_part(known, told, memory, part)


class ActionTakeOption(KnowledgeAction):
    """“The first one”: takes up what was offered or listed last."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_take_option"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The definition of the chosen topic, or the question that waited for it."""
        mention, memory = resolve(known, memory, message.topics)
        topics = mention.topics or option(known, message, memory)
        if not topics:
            return honesty.which_topic(known, memory.pending or "definition"), memory
        if memory.pending:
            return same_for(known, message, memory, Mention(topics, True, mention.assumed))
        told = replace(message, topics=tuple(topic.id for topic in topics))
        if len(topics) > 1 and message.aspects:
            return compare(known, told, memory, Mention(topics, True))
        if len(topics) == 2 and is_yes_no(message.text):
            return answer_part(known, told, memory, "relations")
        return answer_part(known, told, memory, "definition")


def option(known: Knowledge, message: Message, memory: Memory) -> tuple[Topic, ...]:
    """The topics that a message points at among the options offered last, by their place or by a word that hints.

    Where none were offered the topics talked about have their places, in the order in which they came.
    """
    talked = tuple(dict.fromkeys((*reversed(memory.trail), *memory.topics)))
    offered = [id for id in memory.options or talked if id in known.topics]
    hinted = tuple(topic for topic in hinted_topics(known, message.text) if topic.id in offered)
    if hinted and not has_ordinal(message.text):
        return hinted
    return tuple(known.topics[offered[place]] for place in chosen_place(message.text, len(offered)))


class ActionTakeCorrection(KnowledgeAction):
    """“No, I meant legal”: the question asked before, for what was meant."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_take_correction"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The same question for the topic that is meant; or another question for the same topic."""
        mention, memory = resolve(known, memory, message.topics)
        rejected = from_memory(known, memory)
        topics = tuple(t for t in mention.topics if t not in rejected) or mention.topics
        if not topics:
            topics = hinted_topics(known, message.text)
        if not topics:
            topics = tuple(other for topic in rejected for other in known.namesakes(topic))[:1]
        part = part_named(known, message.text)
        if not topics and part:
            return answer_part(known, message, memory, part)
        if not topics:
            return honesty.which_topic(known, memory.part), memory
        for topic in topics:
            if known.namesakes(topic):
                memory = replace(memory, senses={**memory.senses, topic.acronym.lower(): topic.id})
        if part:
            told = replace(message, topics=tuple(t.id for t in topics))
            return answer_part(known, told, memory, part)
        if len(mention.topics) > 1 and memory.part == "comparison":
            return compare(known, message, memory, mention)
        return same_for(known, message, memory, Mention(topics, True))


def part_named(known: Knowledge, text: str) -> str:
    """The part that a message names as a word, in either number; "" where it names none."""
    said = padded(text).replace(" in fact ", " ")
    return next((part for part in known.questions if is_in(normal(part), said)), "")


class ActionGiveReason(KnowledgeAction):
    """“Why?”: what speaks for what was said last."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_give_reason"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The fitting use of the topic, else its benefits."""
        mention, memory = resolve(known, memory, message.topics)
        topics = mention.topics or from_memory(known, memory) or general(known)
        if len(topics) > 1:
            return comparisons.compare(known, topics[: comparisons.MOST]), memory
        topic = topics[0]
        order = {
            "benefits": ("how_it_works", "fit"),
            "drawbacks": ("how_it_works", "fit"),
            "aspect": ("benefits", "how_it_works"),
        }.get(memory.part, ("fit", "benefits"))
        part = next((p for p in order if topic.part(p)), "definition")
        return replies.answer(known, part, [topic]), memory


class ActionSaySimply(KnowledgeAction):
    """“In simple words”: each topic in one short line."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_say_simply"

    def answer(self, known: Knowledge, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The short line on what is named or was talked about."""
        mention, memory = resolve(known, memory, message.topics)
        topics = without_general(mention.topics) or from_memory(known, memory) or general(known)
        return replies.in_simple_words(known, topics[: comparisons.MOST]), memory


class ActionRepeatAnswer(Action):
    """Says the last answer again, buttons and all."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_repeat_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the bot's last message once more."""
        last = last_answer(tracker)
        if last is None:
            return give(dispatcher, replies.overview(knowledge()), memory_of(tracker))
        dispatcher.utter_message(
            text=last["text"],
            buttons=(last.get("data") or {}).get("buttons"),
            data={**((last.get("metadata") or {}).get("data") or {}), "part": "repeat"},
        )
        return []


class ActionNameSources(Action):
    """Names the documents behind the last answer."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_name_sources"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """The sources of the last answer that had any, else all documents."""
        known = knowledge()
        ids = [entry["id"] for entry in sources_of(last_answer(tracker, cited=True))] or list(known.sources)
        text = f"I answer from documents that I was given, nothing else. {sources_line(known, ids)}"
        return give(dispatcher, Reply(text, "sources", sources=tuple(ids)), memory_of(tracker))


def last_answer(tracker: Tracker, cited: bool = False) -> dict[str, Any] | None:
    """The bot's last message as an event; with `cited`, the last one that named sources."""
    for event in reversed(tracker.events):
        if event.get("event") == "bot" and event.get("text") and (not cited or sources_of(event)):
            return dict(event)
    return None


def sources_of(event: dict[str, Any] | None) -> list[dict[str, str]]:
    """The sources that a bot message named."""
    data = ((event or {}).get("metadata") or {}).get("data") or {}
    return list(data.get("sources") or ())
