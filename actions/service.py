"""What operators ask the action server: which content it answers from, and its metrics. It has no public side."""

from __future__ import annotations

import logging
import os
import time
from typing import Any

import pluggy
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.edge import knowledge, renew
from actions.time_limit import TimeLimit
from knowledge.model import KnowledgeError

logger = logging.getLogger(__name__)

KNOWLEDGE = "KNOWLEDGE"  # the variable that names a release's folder (actions/edge.py)
WEBHOOK = "/webhook"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5)  # seconds

registry = CollectorRegistry()
seconds = Histogram(
    "outsourcing_guide_action_seconds",
    "From a call of an action to its result, by the result's HTTP status",
    ["status"],
    buckets=BUCKETS,
    registry=registry,
)
refusals = Counter(
    "outsourcing_guide_action_refusals",
    "Calls without a result: an action took too long (time), or its message had done so before (again)",
    ["reason"],
    registry=registry,
)


class Service:
    """Adds to the server of rasa_sdk, by the hook that it has for that."""

    @pluggy.HookimplMarker("rasa_sdk")  # type: ignore[untyped-decorator,unused-ignore]
    def attach_sanic_app_extensions(self, app: Sanic) -> None:
        """Add the routes, the clock, and the limit of an action's time."""
        webhook = next(route for route in app.router.routes if f"/{route.path}" == WEBHOOK)
        app.ctx.time_limit = webhook.handler = TimeLimit(webhook.handler, refusals)
        app.register_listener(_load, "before_server_start")
        app.register_listener(_end_workers, "after_server_stop")
        app.add_route(_content, "/health/content", methods=["GET"])
        app.add_route(_renew, "/release", methods=["POST"])
        app.add_route(_metrics, "/metrics", methods=["GET"])
        app.register_middleware(_begin, "request")
        app.register_middleware(_end, "response")


async def _content(_: Request) -> HTTPResponse:
    """The digest of the knowledge that was loaded, to be compared with the model's, and whether it is a release's."""
    return response.json({"content": knowledge().digest, "released": _follows()})


async def _load(_: Sanic, __: Any) -> None:
    """Have the knowledge before the first call, so that the processes for actions needn't load it one by one."""
    try:
        knowledge()
    except (KnowledgeError, OSError):
        logger.exception("The knowledge can't be loaded: each action will fail.")


async def _end_workers(app: Sanic, _: Any) -> None:
    app.ctx.time_limit.workers.close()


async def _renew(request: Request) -> HTTPResponse:
    """Go over to the content that lies in its folder now."""
    if not _follows():
        error = f"This server answers from the working tree and no release ({KNOWLEDGE} isn't set)."
        return response.json({"error": error}, status=409)
    try:
        digest = renew()
        request.app.ctx.time_limit.renew()
        return response.json({"content": digest})
    except (KnowledgeError, OSError) as error:
        return response.json({"error": str(error)}, status=409)


def _follows() -> bool:
    """True where it goes over to the next release when it is told to."""
    return bool(os.environ.get(KNOWLEDGE))


async def _metrics(_: Request) -> HTTPResponse:
    return response.raw(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


async def _begin(request: Request) -> None:
    request.ctx.begun = time.perf_counter()


async def _end(request: Request, answer: Any) -> None:
    if request.path == WEBHOOK:
        seconds.labels(str(answer.status)).observe(time.perf_counter() - request.ctx.begun)


if not plugin_manager().has_plugin(__name__):
    plugin_manager().register(Service(), __name__)  # at import, which is when rasa_sdk looks for actions
