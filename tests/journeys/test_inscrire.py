"""Inscribing from the list to the database, through the real form, with nothing but keys."""

from __future__ import annotations

import pytest

from models.labels import Regime
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from screens.widgets.field import Field
from tests.cabinet import NIR, fill, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_an_employer(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type(siren(91))
        await session.press("enter", "e")
        await session.type("1234.56")
        await session.press("enter")
        await session.type(numero(91))
        await session.press("ctrl+s", "enter")
        assert "000 000 919" in session.cursor.replace("\xa0", " ")
        assert session.message.startswith("Incitez votre client")

    play(EtablissementsScreen(inside), steps)
    (fiche,) = inside.with_siren(siren(91))
    assert fiche.regime is Regime.GENERAL
    assert fiche.montant_centimes == 123_456
    assert fiche.comptes[0].numero_compte == numero(91)


def test_an_independent_then_the_next_one(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type(siren(91))
        await session.press("enter", "t")
        await session.type(NIR)
        await session.press("enter")
        await session.type(numero(91))
        await session.press("ctrl+n", "enter")
        assert session.focus == "siren"
        await session.type(siren(92))
        await session.press("enter", "escape")

    play(EtablissementsScreen(inside), steps)
    (fiche,) = inside.with_siren(siren(91))
    assert fiche.regime is Regime.ARTISAN_COMMERCANT
    assert fiche.nir_masque is not None
    assert inside.page().total == 1


def test_an_account_number_in_the_field_of_the_siren(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        for not_one in ("11730", "x" * 18):
            await session.press("end", "ctrl+u")
            await session.type(not_one)
            await session.press("enter")
            assert "numéro de compte" not in session.message.lower()
        await session.press("end", "ctrl+u")
        await session.type(numero(91))
        await session.press("enter")
        assert session.message.endswith("Il va dans le champ d'après (gérant majoritaire).")
        assert session.screen.query_one("#siren", Field).value == numero(91)

    play(EtablissementsScreen(inside), steps)


def test_a_gerant(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("g")
        await session.type(numero(91))
        await session.press("enter", "ctrl+s", "enter")
        assert session.focus == "comptes"

    play(EtablissementsScreen(inside), steps)
    holder = inside.with_compte(numero(91))
    assert holder is not None
    assert holder.regime is Regime.GERANT_MAJORITAIRE


def test_an_account_number_of_somebody_else_leads_to_them(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type(siren(91))
        await session.press("enter", "e")
        await session.type("0")
        await session.press("enter")
        await session.type(numero(2))
        await session.press("ctrl+s", "o", "enter")
        assert isinstance(session.screen, ServicesPanel)
        await session.press("escape")
        assert "BOULANGERIE 002" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 2
