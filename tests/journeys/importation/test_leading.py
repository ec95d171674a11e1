"""Second step: one is led to the line that stops the others, and that is what Entrée corrects."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from screens.importation.ligne import LigneModal
from tests.cabinet import numero, siren
from tests.journeys.importation.importation_stage import plain, screen_of, shows
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_the_first_line_that_cannot_be_taken_is_led_to(portefeuille: Portefeuille) -> None:
    rows = [
        f"{siren(n)}\tCLIENT {n:03d}\t{kind}" for n, kind in ((1, "Employeur"), (2, ""), (3, ""))
    ]

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "space", "asterisk")
        said = plain(session.message)
        assert (
            "1 ligne prise. 2 autres ne peuvent pas être prises. La première est la ligne 3."
            in said
        )
        assert "Dites d'abord le type de client" in said
        assert "3  À vérifier" in session.cursor
        await session.press("home", "asterisk")
        assert "1 laissée. 2 autres ne peuvent pas être prises." in plain(session.message)
        assert "2  Prête" in session.cursor, "who leaves all is led nowhere"
        await session.press("asterisk", "enter", "right", "ctrl+s", *["asterisk"] * 2)
        assert "C'est la ligne 4." in plain(session.message)
        await session.press("2", "asterisk", "3", "asterisk")
        assert "Aucune ligne ne peut être prise. La première est la ligne 4." in plain(
            session.message
        )

    text = "\n".join(("Siren\tNom\tType", *rows))
    play(screen_of(portefeuille, text), steps)


def test_the_line_that_is_wrong_is_corrected_from_each_of_its_client(
    portefeuille: Portefeuille,
) -> None:
    numbers = (numero(1), "12", numero(3))
    rows = [f"{siren(1)}\t{one}\t1\tEmployeur\tX" for one in numbers]

    async def steps(session: Session) -> None:
        await session.press("ctrl+s")
        assert "Ligne 2. Ligne 3 : " in plain(session.text)
        for down in (0, 1, 1):
            await session.press(*["down"] * down, "enter")
            assert shows(session, LigneModal)
            assert "═ Ligne 3 ═" in session.text
            await session.press("escape")
        await session.press("home", "enter", "ctrl+u", *numero(2), "ctrl+s")
        assert "Ligne 3 : prête." in plain(session.message)
        assert "2 Prêtes 3" in plain(session.text)

    text = "\n".join(("Siren\tCompte\tMontant\tType\tNom", *rows))
    play(screen_of(portefeuille, text), steps)
