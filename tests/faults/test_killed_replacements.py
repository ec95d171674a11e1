"""kill -9 while the main key is replaced: the old one or the new one, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.access.espace import open_vault
from models.access.main_key import load_main_key
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Utilisateur
from tests.cabinet import NIR, independant
from tests.faults.damage import look_for_damage
from tests.faults.writers import colleague
from tests.terminal.program import PASSWORD, PERSON, Home
from tests.tries import in_full
from tests.zygote import Killer, Zygote

# Cut at each of its points, it is tried in CI by tests/domain/espace/test_replaced_key.py.
pytestmark = [pytest.mark.slow, in_full]

KILLS = 100
WORDS = ("cle", "remplacer", "--identifiant", PERSON, "--mot-de-passe-stdin", "--oui")


def kept(home: Home) -> str:
    """Give the number of the key that opens the base, which must have lost nothing."""
    open_database(home.base)
    try:
        key = load_main_key(home.key)
        assert key is not None
        cabinet, person = Cabinet.get(), Utilisateur.get()
        inside = Portefeuille(cabinet, person, open_vault(cabinet, key))
        (fiche,) = inside.page().fiches
        assert inside.reveal_nir(fiche) == NIR
        assert look_for_damage(home.key) == []
    finally:
        close_database()
    return key.kek_id


def test_a_replacement_killed_at_any_moment_leaves_a_key_that_opens_all(
    tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home = Home(tmp_path)
    home.create_espace()
    colleague(str(home.base), home.key).enroll(independant(1))
    close_database()
    password = tmp_path / "mot-de-passe"
    password.write_text(f"{PASSWORD}\n", "utf-8")
    streams = (password, "/dev/null", "/dev/null")
    settings: dict[str, Any] = {"env": home.environment, "streams": streams}
    killer, kills, replaced, before = Killer(5), 0, 0, kept(home)
    while kills < KILLS:
        kills += killer.kill(partial(zygote.start, *WORDS, **settings))
        now = kept(home)
        replaced += now != before
        before = now
    assert replaced
    tell("kill -9 of a replacement of the key", kills=kills, replaced=replaced, lost=0)
