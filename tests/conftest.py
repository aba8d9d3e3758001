"""Hold for all tests: nobody starts Prefect's own server unawares, nothing calls home."""

from __future__ import annotations

import os

os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] = "false"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
for name in [name for name in os.environ if name.startswith("TONGHOP_")] + ["PREFECT_API_URL"]:
    os.environ.pop(name, None)
