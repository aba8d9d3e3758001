"""Property tests draw the same examples on every machine."""

from tests.choose_profile import choose_profile

choose_profile()
