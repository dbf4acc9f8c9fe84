"""A tracker store whose class doesn't exist stops the bot instead of leaving conversations in memory."""

import pytest
import rasa.core.tracker_store
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.exceptions import InvalidConfigException
from rasa.utils.endpoints import EndpointConfig

from channels.ops.channel import OpsInput

NAME = "_load_from_module_name_in_endpoint_config"


@pytest.fixture(autouse=True)
def unpatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test installs is gone after it."""
    monkeypatch.setattr(rasa.core.tracker_store, NAME, getattr(rasa.core.tracker_store, NAME))


@pytest.mark.parametrize("path", ["stores.tracker_store.NoStore", "stores.nothing.Store", "SQLL"])
def test_a_class_that_is_missing_is_named(path: str) -> None:
    OpsInput.from_credentials(None)
    with pytest.raises(InvalidConfigException, match=rf'type "{path}", and there is no such class: write it as'):
        TrackerStore.create(EndpointConfig(type=path))


@pytest.mark.parametrize("path", [None, "rasa.core.tracker_store.InMemoryTrackerStore"])
def test_a_store_that_exists_is_made_as_before(path: str | None) -> None:
    before = TrackerStore.create(EndpointConfig(type=path))
    OpsInput.from_credentials(None)
    assert type(TrackerStore.create(EndpointConfig(type=path))) is type(before) is InMemoryTrackerStore
