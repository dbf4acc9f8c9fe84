"""Whether domain, training data, knowledge and code mean the same intents, actions, responses, slots and forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rasa.shared.core.constants import DEFAULT_ACTION_NAMES, DEFAULT_INTENTS, REQUESTED_SLOT

from commands.checks.code import Code, Named, registered_actions
from commands.checks.files import DOMAIN, KNOWLEDGE, Files, most_alike
from commands.checks.phrases import phrases_by_intent
from knowledge.checks import Fault
from knowledge.yaml_files import Step, YamlError, parse_file

_QUESTIONS = f"{KNOWLEDGE}/questions.yml"


@dataclass(frozen=True)
class Use:
    """A name that is used at a place in a file."""

    file: str
    path: tuple[Step, ...]
    name: str


@dataclass(frozen=True)
class Names:
    """Who declares which names, and who uses them."""

    files: Files
    code: Code

    @cached_property
    def declared(self) -> dict[str, dict[str, tuple[Step, ...]]]:
        """Kind -> name -> its path in the domain."""
        return {
            kind: dict(_entries(self.files.domain(kind), kind))
            for kind in ("intents", "entities", "slots", "forms", "actions", "responses")
        }

    @cached_property
    def steps(self) -> list[tuple[str, tuple[Step, ...], Mapping[str, Any]]]:
        """Each step and condition of rules and stories, alternatives each by itself: (file, path, step)."""
        return [
            step
            for file, path, block in self.files.blocks("rules", "stories")
            for key in ("condition", "steps")
            for place, each in enumerate(block.get(key, ()))
            for step in _alternatives(file, (*path, key, place), each)
        ]

    def used(self, key: str) -> list[Use]:
        """The names under a key of the steps."""
        return [Use(file, (*path, key), step[key]) for file, path, step in self.steps if isinstance(step.get(key), str)]

    def used_slots(self) -> Iterator[Use]:
        """The slots of conditions and steps, and those that forms fill."""
        for file, path, step in self.steps:
            for place, slot in enumerate(step.get("slot_was_set", ())):
                for name in [slot] if isinstance(slot, str) else slot:
                    yield Use(file, (*path, "slot_was_set", place), name)
        for form, data in dict(self.files.domain("forms")).items():
            for place, name in enumerate(data["required_slots"]):
                yield Use(DOMAIN, ("forms", form, "required_slots", place), name)


def faults_of_names(files: Files) -> Iterator[Fault]:
    """A fault for each name that somebody uses and nobody declares, and the reverse."""
    names = Names(files, Code())
    for check in (_intents, _questions, _actions, _responses, _slots, _forms):
        yield from check(names)


def _intents(names: Names) -> Iterator[Fault]:
    """Each intent has phrases (or code that sets it), a line in the domain, and a rule or story."""
    declared, phrases = names.declared["intents"], phrases_by_intent(names.files)
    used = names.used("intent")
    learnt = ((file, path, block) for file, path, block in names.files.blocks("nlu") if "intent" in block)
    trained = [Use(file, (*path, "intent"), block["intent"]) for file, path, block in learnt]
    yield from _undeclared([*trained, *used], {*declared, *DEFAULT_INTENTS}, "intent", "intents")
    ruled = {use.name for use in used}
    for intent, path in declared.items():
        if intent not in phrases and intent not in names.code.words:
            yield _idle(path, intent, "phrase in data/nlu", phrases)
        if intent not in ruled:
            yield _idle(path, intent, "rule or story", ruled)
        for form in _forms_without(names, intent):
            fix = f"add a rule for it with the condition active_loop: {form}"
            yield Fault(DOMAIN, path, f'the intent "{intent}" is not answered while {form} asks: {fix}')


def _forms_without(names: Names, intent: str) -> Iterator[str]:
    """The forms during which other intents have a rule and this one has none."""
    for form in names.declared["forms"]:
        answered = {
            step["intent"]
            for file, path, rule in names.files.blocks("rules")
            if {"active_loop": form} in rule.get("condition", ())
            for place, each in enumerate(rule["steps"])
            for _, _, step in _alternatives(file, (*path, "steps", place), each)
            if "intent" in step
        }
        if answered and intent not in answered:
            yield form


def _questions(names: Names) -> Iterator[Fault]:
    """Each question of the knowledge has its intent."""
    try:
        asked = parse_file(names.files.root / _QUESTIONS)["questions"]
        uses = [Use(_QUESTIONS, ("questions", i, "intent"), entry["intent"]) for i, entry in enumerate(asked)]
    except (YamlError, OSError, LookupError, TypeError):
        return  # that has been told with the faults of the knowledge
    yield from _undeclared(uses, names.declared["intents"], "intent", "intents")


def _actions(names: Names) -> Iterator[Fault]:
    """Each action of a rule is declared, and the declared ones are those in the code."""
    declared = names.declared["actions"]
    known = {*declared, *names.declared["responses"], *names.declared["forms"], *DEFAULT_ACTION_NAMES}
    used = names.used("action")
    yield from _undeclared([use for use in used if not use.name.startswith("utter_")], known, "action", "actions")
    try:
        registered = registered_actions()
    except Exception as error:  # whatever the code of a module raises
        yield Fault("actions/__init__.py", (), f"the actions can't be imported ({error!r}): fix that error")
        return
    for action, path in declared.items():
        if action not in registered:
            yield Fault(DOMAIN, path, f'no class in actions/ has the name "{action}"{_meant(action, registered)}')
    for action in sorted(registered - set(declared)):
        yield Fault(DOMAIN, ("actions",), f'"{action}" of actions/ is missing{_meant(action, declared, "add it")}')


def _responses(names: Names) -> Iterator[Fault]:
    """Each response that is named exists, and each one that exists is named, or asked for by a form."""
    declared = names.declared["responses"]
    used = [use for use in names.used("action") if use.name.startswith("utter_")]
    yield from _undeclared(used, declared, "response", "responses")
    yield from _undeclared_in_code(names.code.responses(), declared, "response")
    known = {use.name for use in used} | names.code.words | _asked_by_forms(names)
    for response, path in declared.items():
        if response not in known:
            yield _idle(path, response, "rule, story or action", {word for word in known if word.startswith("utter_")})


def _asked_by_forms(names: Names) -> set[str]:
    """The responses by which Rasa's forms ask for slots."""
    slots, forms = names.declared["slots"], names.declared["forms"]
    return {f"utter_ask_{slot}" for slot in slots} | {f"utter_ask_{form}_{slot}" for form in forms for slot in slots}


def _slots(names: Names) -> Iterator[Fault]:
    """Each slot that is read or set is declared, and each declared one is read or set; the same of entities."""
    declared = names.declared["slots"]
    used = list(names.used_slots())
    yield from _undeclared(used, {*declared, REQUESTED_SLOT}, "slot", "slots")
    in_code = (named for named in names.code.slots() if named.name != REQUESTED_SLOT)
    yield from _undeclared_in_code(in_code, declared, "slot")
    known = {use.name for use in used} | names.code.words
    for name, path in {**declared, **names.declared["entities"]}.items():
        if name not in known:
            yield _idle(path, name, "rule, form or code", known)


def _forms(names: Names) -> Iterator[Fault]:
    """Each loop of a rule or story is a form of the domain."""
    yield from _undeclared(names.used("active_loop"), names.declared["forms"], "form", "forms")


def _undeclared_in_code(used: Iterable[Named], known: Collection[str], kind: str) -> Iterator[Fault]:
    for named in used:
        if named.name not in known:
            text = f'the {kind} "{named.name}" is not in {DOMAIN}{_meant(named.name, known, "add it there")}'
            yield Fault(named.file, (), text, named.line)


def _undeclared(uses: list[Use], known: Collection[str], what: str, key: str) -> Iterator[Fault]:
    for use in uses:
        if use.name not in known:
            fix = _meant(use.name, known, f"add it to its {key}")
            yield Fault(use.file, use.path, f'the {what} "{use.name}" is not in {DOMAIN}{fix}')


def _idle(path: tuple[Step, ...], name: str, user: str, known: Collection[str]) -> Fault:
    """What a line of the domain is told that nobody uses."""
    return Fault(DOMAIN, path, f'no {user} has "{name}"{_meant(name, known, "add one, or take it out here")}')


def _meant(name: str, known: Collection[str], fix: str = "write it as there") -> str:
    """The fix of an unknown name: the known one that is most like it, or else another."""
    best = most_alike(name, known)
    return f': write "{best}", or {fix}' if best else f": {fix}"


def _entries(declared: Any, kind: str) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """The names in a list or mapping of the domain, with their paths."""
    if isinstance(declared, dict):
        yield from ((name, (kind, name)) for name in declared)
        return
    for place, entry in enumerate(declared):
        yield next(iter(entry)) if isinstance(entry, dict) else entry, (kind, place)


def _alternatives(
    file: str, path: tuple[Step, ...], step: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Step, ...], Mapping[str, Any]]]:
    """A step, or those under its `or`."""
    if "or" not in step:
        yield file, path, step
        return
    for place, each in enumerate(step["or"]):
        yield from _alternatives(file, (*path, "or", place), each)
