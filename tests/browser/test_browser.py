"""The browser itself: without one the other tests of this folder are skipped; CI needs it."""

import os

import pytest

from .conftest import CHROMIUM, NO_BROWSER


def test_there_is_a_browser():
    if not CHROMIUM and os.environ.get("CI") == "true":
        pytest.fail(NO_BROWSER)
    if not CHROMIUM:
        pytest.skip(NO_BROWSER)
