"""Before Textual is imported: no animation, and colours whatever the terminal says."""

import os

import pytest
from hypothesis import HealthCheck, settings

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)
os.environ.pop("DERIVQUIZ_DATA", None)

pytest.register_assert_rewrite("tests.tui.frames")

# a machine with other work on it is no fault of the code's; what wants more examples says so
settings.register_profile("ours", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")
