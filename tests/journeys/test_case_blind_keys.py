"""Keys are case-blind: Verr. Maj. changes nothing, but to what is typed in a field."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.labels import Service
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.help.aide import AideScreen
from screens.services.service_boxes import ServiceBoxes
from screens.services_panel import ServicesPanel
from screens.widgets.field import Field
from screens.widgets.key_names import names_on
from screens.windows.confirm import ConfirmModal
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play
from tui import config, keymap
from tui.app import PortefeuilleApp

SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_a_binding_names_small_letters_only() -> None:
    known = list(keymap.keys(PortefeuilleApp))
    assert len(known) > 90
    assert not [key.binding.id for key in known if key.binding.key != key.binding.key.lower()]


@SQLITE
def test_a_capital_does_what_its_letter_does(inside: Portefeuille) -> None:
    fill(inside, 30)

    async def steps(session: Session) -> None:
        # `S` has priority over what has the focus, `X` has not, and `O` answers a window.
        await session.press("S")
        assert "comptes 11 à 20" in session.text
        await session.press("X")
        assert isinstance(session.screen, ConfirmModal)
        await session.press("O", "enter")
        assert inside.page().total == 29

    play(EtablissementsScreen(inside), steps)


@SQLITE
def test_a_capital_ticks_the_box_of_its_letter(inside: Portefeuille) -> None:
    fill(inside, 1)
    # Without its lock, the top row of a French keyboard gives é, and with it É.
    keys = {
        "A": Service.COURRIEL_BIS,
        "F": Service.COURRIEL_CONTENTIEUX,
        "É": Service.DECLARATION,
    }

    async def steps(session: Session) -> None:
        await session.press("M")
        assert isinstance(session.screen, ServicesPanel)
        boxes = session.screen.query_one(ServiceBoxes)
        for key, service in keys.items():
            before = boxes.selected
            await session.press(key)
            assert boxes.selected ^ before == {service}

    play(EtablissementsScreen(inside), steps)


@SQLITE
def test_a_field_keeps_its_capitals(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("slash", *"SAXO")
        assert session.screen.query_one("#recherche", Field).value == "SAXO"

    play(EtablissementsScreen(inside), steps)


@SQLITE
def test_a_key_that_was_chosen_is_case_blind_and_printed_once(
    inside: Portefeuille, tmp_path: Path
) -> None:
    fill(inside, 30)
    file = tmp_path / "config.toml"
    file.write_text('[touches]\n"etablissements.next" = "N, F8"\n', "utf-8")
    touches = config.load({}, file=file).touches

    async def steps(session: Session) -> None:
        for key, rows in (("n", "11 à 20"), ("N", "21 à 30")):
            await session.press(key)
            assert f"comptes {rows}" in session.text
        assert names_on(session.screen)["etablissements.next"] == ("n", "F8")
        await session.press("f1")
        assert isinstance(session.screen, AideScreen)
        assert "n F8 (Suivant)" in session.text
        assert "N" not in session.text.split()

    play(EtablissementsScreen(inside), steps, touches=touches)
