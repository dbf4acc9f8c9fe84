"""A tracker store that can't be made stops the bot. Rasa takes memory instead, and forgets all at the next start."""

from __future__ import annotations

from typing import Any

import rasa.core.tracker_store
from rasa.core.tracker_store import TrackerStore
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.utils.common import class_from_module_path
from rasa.utils.endpoints import EndpointConfig


def _load(domain: Any, store: EndpointConfig, event_broker: Any = None) -> TrackerStore:
    """The store whose class the endpoints name; raises InvalidConfigException where there is none."""
    try:
        store_class = class_from_module_path(store.type)
    except (AttributeError, ImportError):
        raise InvalidConfigException(
            f'The endpoints name a tracker_store of type "{store.type}", and there is no such class: '
            "write it as package.module.Class, or sql, redis, mongod or dynamo."
        ) from None
    created: TrackerStore = store_class(host=store.url, domain=domain, event_broker=event_broker, **store.kwargs)
    return created


def install() -> None:
    """Have Rasa 3.6.21 make tracker stores of other classes than its own so."""
    rasa.core.tracker_store._load_from_module_name_in_endpoint_config = _load
