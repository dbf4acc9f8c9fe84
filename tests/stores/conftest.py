"""Shared by the stores' tests.

Sanic turns DeprecationWarnings on when it is imported: here that comes before pytest's own filters.
"""

import sanic  # noqa: F401
