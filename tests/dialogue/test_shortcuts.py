"""Each shortcut through Rasa's code has the outcome of Rasa's own way."""

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event as Signal
from threading import Thread

import pytest
from jsonschema import ValidationError
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from dialogue import shortcuts

_ORIGINAL_CALL = RemoteAction._action_call_format
_ORIGINAL_RUN = DaskGraphRunner.run
_ORIGINAL_RULE = RulePolicy._rule_key_to_state


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in (
        (RemoteAction, "_validate_action_result"),
        (RemoteAction, "_action_call_format"),
        (Event, "resolve_by_type"),
        (EndpointConfig, "session"),
        (DaskGraphRunner, "run"),
        (RulePolicy, "_rule_key_to_state"),
        (action, "DEFAULT_REQUEST_TIMEOUT"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))  # undone after the test
    shortcuts.install()


def test_a_valid_answer_of_an_action_passes() -> None:
    answer = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []}
    assert RemoteAction("action_any", None)._validate_action_result(answer)


@pytest.mark.parametrize("answer", [{"events": "none"}, {"responses": [1]}, {"events": [{"event": 5}]}])
def test_any_other_is_refused(answer: dict) -> None:
    with pytest.raises(ValidationError):
        RemoteAction("action_any", None)._validate_action_result(answer)


@pytest.mark.parametrize("selective", [True, False])
def test_an_action_is_sent_what_rasa_sends(selective: bool) -> None:
    action = RemoteAction("action_any", EndpointConfig("http://x", enable_selective_domain=selective))
    tracker = DialogueStateTracker.from_events("me", [UserUttered("hello"), BotUttered("hi"), SlotSet("a", 1)])
    domain = Domain.from_dict({"actions": ["action_any"]})
    assert action._action_call_format(tracker, domain) == _ORIGINAL_CALL(action, tracker, domain)


def test_a_long_conversation_is_sent_with_its_latest_events() -> None:
    tracker = DialogueStateTracker.from_events("me", [BotUttered(str(number)) for number in range(500)])
    action = RemoteAction("action_any", EndpointConfig("http://x", enable_selective_domain=True))
    sent = action._action_call_format(tracker, Domain.empty())["tracker"]["events"]
    assert [event["text"] for event in sent] == [str(number) for number in range(500 - shortcuts.MOST_EVENTS, 500)]


@pytest.mark.parametrize("name", ["user", "bot", "slot", "action", "session_started"])
def test_events_are_read_as_their_class(name: str) -> None:
    for _ in range(2):
        found = Event.resolve_by_type(name)
        assert found is not None
        assert found.type_name == name


def test_an_unknown_event_is_an_error_or_the_default() -> None:
    assert Event.resolve_by_type("nothing", UserUttered) is UserUttered
    with pytest.raises(ValueError, match="nothing"):
        Event.resolve_by_type("nothing")


class _Counting(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections: set[object]

    def do_POST(self) -> None:
        type(self).connections.add(self.client_address)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Nothing on the console."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    _Counting.connections = set()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Counting) as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_calls_of_actions_share_a_connection(server: ThreadingHTTPServer) -> None:
    endpoint = EndpointConfig(f"http://127.0.0.1:{server.server_port}")

    async def call() -> None:
        for _ in range(3):
            assert await endpoint.request(json={}) == {}
        await vars(endpoint)["_kept_session"].close()

    asyncio.run(call())
    assert len(_Counting.connections) == 1
    asyncio.run(call())  # in another event loop the old connection is of no use
    assert len(_Counting.connections) == 2


class _Standing(BaseHTTPRequestHandler):
    calls, is_over = 0, Signal()

    def do_POST(self) -> None:
        type(self).calls += 1
        self.is_over.wait()


def test_a_call_that_takes_too_long_ends_and_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortcuts, "CALL_LIMIT", 0.2)
    shortcuts.install()
    standing = ThreadingHTTPServer(("127.0.0.1", 0), _Standing)
    Thread(target=standing.serve_forever, daemon=True).start()
    remote = RemoteAction("action_any", EndpointConfig(f"http://127.0.0.1:{standing.server_port}"))
    tracker, domain = DialogueStateTracker.from_events("me", [UserUttered("hello")]), Domain.empty()
    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(remote.run(None, None, tracker, domain))
    _Standing.is_over.set()
    standing.shutdown()
    standing.server_close()
    assert _Standing.calls == 1


class Adder(GraphComponent):
    @classmethod
    def create(cls, config: object, model_storage: object, resource: object, execution_context: object) -> "Adder":
        return cls()

    def add(self, left: int, right: int) -> int:
        return left + right


def _node(left: str, right: str) -> SchemaNode:
    return SchemaNode({"left": left, "right": right}, Adder, "create", "add", {}, eager=True, is_target=True)


def test_a_graph_gives_what_dask_gives(tmp_path) -> None:
    schema = GraphSchema({"c": _node("b", "one"), "b": _node("a", "one"), "a": _node("one", "one")})
    runner = DaskGraphRunner.create(schema, LocalModelStorage(tmp_path), ExecutionContext(schema))
    for targets in (["c"], ["b", "c"], ["a"], None):
        inputs = {"one": 1}
        assert runner.run(inputs, targets) == _ORIGINAL_RUN(runner, inputs, targets)
    assert runner.run({"one": 2}, ["c"]) == {"c": 8}


def test_a_rule_is_what_its_key_says_each_time() -> None:
    key = '[{"user": {"intent": "greet"}}, {"prev_action": {"action_name": "action_listen"}}]'
    assert RulePolicy._rule_key_to_state(key) == RulePolicy._rule_key_to_state(key) == _ORIGINAL_RULE(key)
