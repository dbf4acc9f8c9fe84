"""Shortcuts through Rasa 3.6.21, each with the same outcome as Rasa's own way, found by profiling a running bot.

Rasa is in maintenance mode and offers no setting for any of this, so `install` replaces six methods of its classes and
a constant. tests/dialogue/test_shortcuts.py holds each beside the original.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from itertools import islice
from typing import Any

import aiohttp
import rasa
import rasa.core.actions.action
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

# An action is sent so many events at most. Rasa sends all, so that a reply took longer the longer the talk was; ours
# look back for the last answer that had sources, at most.
MOST_EVENTS = 100
# Seconds; less than the 5 after which the action server closes a connection, lest a call meets a closed one.
_CONNECTION_KEPT = 3
# Seconds for a call of an action, which itself has 10. Rasa waits for five minutes, and the conversation with it.
CALL_LIMIT = 15

_resolve_by_type = Event.resolve_by_type
_new_session = EndpointConfig.session
_read_rule = RulePolicy._rule_key_to_state


def install() -> None:
    """Let Rasa take these from now on."""
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = CALL_LIMIT
    RemoteAction._validate_action_result = _validate_action_result
    RemoteAction._action_call_format = _action_call_format
    Event.resolve_by_type = staticmethod(_event_class)
    EndpointConfig.session = _session
    DaskGraphRunner.run = _run
    RulePolicy._rule_key_to_state = staticmethod(_rule)


@cache
def _rule(key: str) -> list[State]:
    """The states of a rule. Rasa reads all rules from JSON again for each turn that it looks back."""
    states: list[State] = _read_rule(key)
    return states


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(RemoteAction.action_response_format_spec())


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True for a valid answer of an action; raises jsonschema's ValidationError for any other.

    Rasa calls `jsonschema.validate`, which verifies the constant schema each time before it looks at the answer.
    """
    _validator().validate(result)
    return True


def _action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """What the action server is sent: as Rasa has it, with the latest events instead of all."""
    state = tracker.current_state(EventVerbosity.NONE)
    latest = reversed(list(islice(reversed(tracker.events), MOST_EVENTS)))
    call = {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "tracker": {**state, "events": [event.as_dict() for event in latest]},
        "version": rasa.__version__,
    }
    if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(self.name()):
        call["domain"] = domain.as_dict()
    return call


@cache
def _known_event_class(name: str) -> type[Event]:
    """The class of an event's type; raises ValueError for an unknown one, which isn't remembered."""
    found: type[Event] | None = _resolve_by_type(name)
    if found is None:
        raise ValueError(name)
    return found


def _event_class(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The class of an event's type. Rasa walks the tree of all event classes for each event that it reads."""
    try:
        return _known_event_class(type_name)
    except ValueError:
        unknown: type[Event] | None = _resolve_by_type(type_name, default)
        return unknown


def _session(self: EndpointConfig) -> AbstractAsyncContextManager[aiohttp.ClientSession]:
    """A session whose connections last from call to call; Rasa opens and closes one for each call of an action."""
    loop = asyncio.get_running_loop()
    session: aiohttp.ClientSession | None = vars(self).get("_kept_session")
    if session is None or session.closed or session._loop is not loop:
        session = _new_session(self)
        vars(session.connector)["_keepalive_timeout"] = _CONNECTION_KEPT
        vars(self)["_kept_session"] = session
    return _lent(session)


@asynccontextmanager
async def _lent(session: aiohttp.ClientSession) -> AsyncIterator[aiohttp.ClientSession]:
    yield session  # and leave it open


def _run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """The outputs of the targets by name, each node run once, parents first.

    dask draws up the same plan for every message anew, and passes on each output by way of a queue.
    """
    wanted = tuple(targets or self._graph_schema.target_names)
    outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    plans = vars(self).setdefault("_plans", {})
    if wanted not in plans:
        plans[wanted] = _plan(self._graph_schema, wanted)
    for name in plans[wanted]:
        parents = self._graph_schema.nodes[name].needs.values()
        outputs[name] = self._instantiated_nodes[name](*(outputs.get(parent, parent) for parent in parents))
    return dict(outputs[name] for name in wanted)


def _plan(schema: GraphSchema, targets: tuple[str, ...]) -> list[str]:
    """The nodes that the targets need, parents first; inputs are no nodes."""
    plan: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in plan or name not in schema.nodes:
            return
        for parent in schema.nodes[name].needs.values():
            visit(parent)
        plan[name] = None

    for target in targets:
        visit(target)
    return list(plan)
