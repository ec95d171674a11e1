"""The door of the program is opened when it is first asked, not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.access import authorized_keys
from models.errors import StorageFailure
from tui.config import Config
from tui.late_door import late_door


def test_a_base_that_cannot_be_opened_is_refused_to_who_asks(tmp_path: Path) -> None:
    door = late_door(Config(str(tmp_path), tmp_path / "cle", tmp_path))
    # The login hands the question over, to be asked where a refusal is heard.
    ask = door.is_first_run
    with pytest.raises(StorageFailure):
        ask()
    door.close()


def test_a_door_that_nobody_pushed_opens_nothing(tmp_path: Path) -> None:
    base = tmp_path / "p.db"
    door = late_door(Config(str(base), tmp_path / "cle", tmp_path))
    door.close()
    assert not base.exists()
    assert door.is_first_run()
    assert base.exists()
    door.close()


def test_an_access_that_is_closed_on_the_screens_is_closed_for_sshd(tmp_path: Path) -> None:
    cles = tmp_path / "authorized_keys"
    door = late_door(Config(str(tmp_path / "p.db"), tmp_path / "cle", tmp_path, cles=cles))
    assert authorized_keys.place() is None
    assert door.is_first_run()
    assert authorized_keys.place() == cles
    door.close()
    assert authorized_keys.place() is None
