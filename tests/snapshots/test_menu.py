"""^P offers all that a screen, its list and its boxes can do."""

from __future__ import annotations

import pytest

from tests.snapshots.conftest import See
from tests.snapshots.drive import grouped
from tests.snapshots.state import State
from tests.snapshots.states import ONE_OF_EACH


@pytest.mark.parametrize("state", grouped(ONE_OF_EACH))
def test_the_menu_offers_all_that_a_key_does(see: See, state: State) -> None:
    assert see(state).unoffered == ()
