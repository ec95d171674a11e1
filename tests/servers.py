"""The servers that some tests need, which a machine may lack."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

REQUIRED = "PORTEFEUILLE_EXIGER_SERVEURS"


def go_without(server: str, why: object) -> NoReturn:
    """Skip the test, for lack of a server; fail where CI requires all of them."""
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{server} is required by {REQUIRED}: {why}")
    pytest.skip(str(why))
