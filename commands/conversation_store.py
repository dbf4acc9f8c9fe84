"""The conversations that are stored: one of them deleted, or all that are older than they may get."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.events import SessionStarted
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from channels.forgetting import stores_of
from commands import variables
from commands.command import CommandError
from stores import location
from stores.erasure import NotErasedError, deleting

DAY = 24 * 3600
OURS = "stores.tracker_store.ConversationStore"


def store(endpoints: Path) -> Any:
    """The tracker store that an endpoints file names; raises CommandError where there is none to reach."""
    try:
        configured = AvailableEndpoints.read_endpoints(str(endpoints)).tracker_store
        if configured is None or configured.type is None:
            raise CommandError(
                f"{endpoints.name} names no tracker_store: conversations are in the memory of the running bot alone, "
                "and end with it. Delete one while it runs, with its PORT."
            )
        _check_file(endpoints, configured)
        return stores_of(TrackerStore.create(configured))[0]
    except (RasaException, sa.exc.SQLAlchemyError) as error:
        raise CommandError(f"The tracker store of {endpoints.name} can't be opened: {error}") from None


def _check_file(endpoints: Path, configured: EndpointConfig) -> None:
    """Raise a CommandError where SQLite would make the file: what is to be deleted is then stored somewhere else."""
    is_file = configured.kwargs.get("dialect", "sqlite") == "sqlite" and not configured.url
    if configured.type not in (OURS, "sql", "SQL") or not is_file:
        return
    named = str(configured.kwargs.get("db", "rasa.db"))
    file = Path(variables.file(location.VARIABLE, named) if configured.type == OURS else named)
    if not file.is_file():
        raise CommandError(
            f"{endpoints.name} has the conversations in {file}, which isn't there: nothing is deleted. "
            f"Run this in the bot's folder, with the ENDPOINTS and the {location.VARIABLE} that the bot has; "
            "docs/privacy.md has the lines for a deployment."
        )


def delete_older(store: Any, days: float, now: float | None = None) -> tuple[int, int]:
    """Delete what was said more than so many days ago: the numbers of events deleted, and of conversations left.

    Of a conversation that went on since, its latest session stays whole: Rasa goes on from there.
    """
    if not isinstance(store, SQLTrackerStore):
        raise CommandError(
            f"Only SQL tracker stores are cleared by this command, not a {type(store).__name__}: "
            "for Redis set record_exp (seconds) in the tracker_store's part of the endpoints."
        )
    limit = (time.time() if now is None else now) - days * DAY
    events = store.SQLEvent.__table__
    old = sa.and_(events.c.timestamp < limit, sa.or_(_idle(events, limit), _earlier_session(events)))
    try:
        with deleting(store, always_rewrite=True) as session:
            deleted = session.execute(sa.delete(events).where(old)).rowcount
            left = session.execute(sa.select(sa.func.count(sa.distinct(events.c.sender_id)))).scalar_one()
    except NotErasedError as error:
        raise CommandError(str(error)) from None
    return deleted, left


def _idle(events: sa.Table, limit: float) -> Any:
    """Events of conversations in which nothing was said since."""
    latest = sa.func.max(events.c.timestamp)
    return events.c.sender_id.in_(sa.select(events.c.sender_id).group_by(events.c.sender_id).having(latest < limit))


def _earlier_session(events: sa.Table) -> Any:
    """Events before the last session of their conversation."""
    starts = events.alias()
    last = sa.select(sa.func.max(starts.c.timestamp)).where(
        starts.c.sender_id == events.c.sender_id, starts.c.type_name == SessionStarted.type_name
    )
    return events.c.timestamp < last.scalar_subquery()
