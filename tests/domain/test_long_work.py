"""A long work looks for no garbage, nor does anybody later in what it made and keeps."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from models.long_work import not_looked_through


@pytest.fixture
def looking() -> Iterator[None]:
    """Have garbage looked for, and leave it so; what was set apart before stays apart."""
    gc.enable()
    yield
    gc.enable()


@pytest.mark.usefixtures("looking")
@pytest.mark.parametrize("kept", [False, True])
def test_what_is_kept_is_never_looked_through(*, kept: bool) -> None:
    before = gc.get_freeze_count()
    with not_looked_through(kept=kept):
        assert not gc.isenabled()
        made = [[rank] for rank in range(1000)]
    assert gc.isenabled()
    assert (gc.get_freeze_count() >= before + len(made)) is kept
