"""`python -m benchmarks.stress.hanging ...`: rasa_sdk's server, with actions that never end for some messages.

No pattern of the tree brings that about any more, so this does; what such a message meets is all else of the server.
"""

from __future__ import annotations

from itertools import repeat
from typing import Any

from rasa_sdk.__main__ import main
from rasa_sdk.executor import ActionExecutor

MARK = "qqhang"  # in a message that is about something: else it may not come as far as an action

_run = ActionExecutor.run


async def _hang_or_run(self: ActionExecutor, call: dict[str, Any]) -> Any:
    if MARK in (call["tracker"]["latest_message"]["text"] or ""):
        sum(repeat(0))  # as a pattern that isn't linear, it keeps the processor and Python's global lock
    return await _run(self, call)


if __name__ == "__main__":
    ActionExecutor.run = _hang_or_run
    main()
