"""Settle how Hypothesis draws: the same examples every time, unless HYPOTHESIS_PROFILE=explore asks for new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", parent=settings.get_profile("ci"), derandomize=False, max_examples=2000)


def choose_profile() -> None:
    """Load the profile; a test may still set its own number of examples."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
