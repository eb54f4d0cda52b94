"""Before Textual is imported: no animation, and colours whatever the terminal says."""

import os

import pytest

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("NO_COLOR", None)
os.environ.pop("DERIVQUIZ_DATA", None)

pytest.register_assert_rewrite("tests.tui.frames")
