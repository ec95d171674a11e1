"""Found by any number: however it is written, and by its Siren where a Siret is not known."""

from __future__ import annotations

import pytest

from models.labels import Report
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import OTHER_SIRET, Criteres
from screens.etablissements import EtablissementsScreen
from tests.cabinet import employeur, fill, numero, siren
from tests.journeys.list_stage import Session, names, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

OTHER = siren(3) + "00099"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (f"SIREN {siren(3)}", False),
        (f"FR00{siren(3)}", False),
        (f"N° TVA intracommunautaire\u00a0: FR 00 {siren(3)}", False),
        (OTHER, True),
        (f"Siret {OTHER}", True),
    ],
)
@pytest.mark.parametrize("way", ["live", "field"])
@pytest.mark.played
def test_a_client_is_found_by_its_number(
    inside: Portefeuille, way: str, typed: str, told: bool
) -> None:
    fill(inside, 5)

    async def steps(session: Session) -> None:
        await session.press("z" if way == "field" else "slash")
        assert session.focus == ("siren_siret" if way == "field" else "recherche")
        await session.type(typed)
        await session.press("enter")
        assert (names(session), session.focus) == (["003"], "comptes")
        assert session.message == (f"! {OTHER_SIRET}" if told else "")

    play(EtablissementsScreen(inside), steps)


def test_a_siret_that_is_known_or_whose_siren_is_not_says_no_more(inside: Portefeuille) -> None:
    shop = SaisieCompte(numero(1), siret=siren(1) + "00015")
    inside.enroll(employeur(1, comptes=(shop,)), forced=True)

    async def steps(session: Session) -> None:
        for number, found in ((siren(1) + "00015", ["001"]), (siren(2) + "00015", [])):
            await session.press("slash")
            await session.type(number)
            await session.press("enter")
            assert names(session) == found
            assert session.message == ""
        assert "inscrire ce Siren" in session.text

    play(EtablissementsScreen(inside), steps)


def test_what_narrows_the_list_narrows_what_a_siren_gives(inside: Portefeuille) -> None:
    inside.report(fill(inside, 3)[2])

    async def steps(session: Session) -> None:
        await session.press("slash")
        await session.type(OTHER)
        assert (names(session), session.message) == ([], "")

    play(EtablissementsScreen(inside, Criteres(reports=frozenset({Report.A_FAIRE}))), steps)


def test_a_removal_that_is_to_be_done_is_found_among_what_is(inside: Portefeuille) -> None:
    inside.terminate(inside.report(fill(inside, 3)[2]))

    async def steps(session: Session) -> None:
        await session.press("slash")
        await session.type(OTHER)
        assert session.message == f"! {OTHER_SIRET}"
        assert siren(3) in session.cursor.replace("\xa0", "").replace(" ", "")

    play(EtablissementsScreen(inside, Criteres(reports=frozenset({Report.A_FAIRE}))), steps)
