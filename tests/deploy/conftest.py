"""Shared by the tests of the deployment.

Sanic turns DeprecationWarnings on when it is imported: here that comes before pytest's own filters.
"""

import sanic  # noqa: F401
