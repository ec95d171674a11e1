"""Windows that are too small, and those that change while one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from models.identifiers import nir
from models.importation.colonne import CHAMPS, Colonne
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.copie import CopieScreen, lines_of
from screens.etablissements import EtablissementsScreen
from screens.flows.questions import terminate_question
from screens.importation.ligne import LigneModal
from screens.services_panel import ServicesPanel
from screens.widgets.foot import SMALLEST, TOO_SMALL, Foot
from screens.windows.bulle import services_explained
from screens.windows.confirm import ConfirmModal
from tests.cabinet import NIR, employeur, independant, numero
from tests.journeys.list_stage import Session, play
from tui.engine.cursor import cursor_of

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

SIZES = [(1, 1), (2, 40), (300, 1), (7, 3), (8, 12), (59, 16), (60, 15), (300, 100)]


def screens() -> dict[str, Callable[[Portefeuille], Screen[Any]]]:
    return {
        "accueil": AccueilScreen,
        "liste": EtablissementsScreen,
        "panneau": lambda inside: ServicesPanel(inside, inside.recent(1)[0]),
        "modification": lambda inside: ServicesPanel(
            inside, inside.recent(1)[0], modification=True
        ),
        "formulaire": lambda inside: ClientForm.for_edit(inside, inside.recent(1)[0]),
        "question": lambda inside: terminate_question(inside.recent(1)[0]),
        "bulle": lambda inside: services_explained(),  # noqa: ARG005
        "copie": lambda inside: CopieScreen(
            lines_of(inside.recent(1)[0], "Cabinet Martin"), title="Copier"
        ),
    }


@pytest.mark.parametrize("name", screens())
@pytest.mark.played
def test_any_size_is_drawn_and_the_screen_comes_back_as_it_was(
    inside: Portefeuille, name: str
) -> None:
    inside.enroll(employeur(1))
    screen = screens()[name](inside)

    async def steps(session: Session) -> None:
        before = session.lines
        for size in SIZES:
            await session.resize(*size)
            too_small = size[0] < SMALLEST[0] or size[1] < SMALLEST[1]
            if session.screen.query(Foot) and size[0] > 20:
                shown = "".join(session.lines).split()
                assert (shown == TOO_SMALL.split()) == too_small, size
        await session.resize(80, 24)
        assert session.lines == before

    play(screen, steps)


def test_what_is_typed_in_a_window_that_is_too_small_is_kept(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.resize(30, 8)
        assert session.lines[cursor_of(session.screen).y].strip().startswith("Agrandissez")
        field = session.screen.query_one("#ville")
        field.focus()
        await session.press("end")
        await session.type(" CEDEX")
        await session.resize(80, 24)
        await session.press("ctrl+s")
        assert isinstance(session.screen, ConfirmModal)

    play(ClientForm.for_edit(inside, there), steps)
    assert inside.get(there.uid).comptes[0].ville == "SAVIGNAC CEDEX"


def test_in_a_narrow_window_the_name_stays_whole_before_the_regime(inside: Portefeuille) -> None:
    comptes = tuple(
        SaisieCompte(numero(rank), code_postal="09110", ville="SAVIGNAC") for rank in (1, 2)
    )
    fiche = inside.enroll(employeur(1, raison_sociale="CAFÉ DE LA GARE", comptes=comptes))

    async def steps(session: Session) -> None:
        shown = [line for line in session.lines if "SAVIGNAC" in line]
        assert len(shown) == 2
        assert all("CAFÉ DE LA GARE 09110 SAVIGNAC" in line for line in shown), shown
        await session.resize(120, 40)
        assert "CAFÉ DE LA GARE (Régime Général) 09110 SAVIGNAC" in session.text

    play(ServicesPanel(inside, fiche), steps, size=SMALLEST)


@pytest.mark.usefixtures("inside")
def test_the_buttons_of_a_line_to_correct_are_seen() -> None:
    cells = [(rank, Colonne(champ=champ), "") for rank, champ in enumerate(CHAMPS)]
    cells[0] = (0, Colonne(champ="siren"), "000000019")
    why = "La clé de contrôle de ce Siren ne correspond pas. Vérifiez les chiffres. " * 3

    async def steps(session: Session) -> None:
        assert "Vérifiez les chiffres." in session.text
        assert "000000019" in session.text
        assert "Corriger la ligne" in session.text
        assert "Annuler (Échap)" in session.text

    play(LigneModal(2, cells, why.strip()), steps, size=SMALLEST)


def test_a_kept_nir_is_shown_whole_and_said_to_be_kept(inside: Portefeuille) -> None:
    fiche = inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        assert "conservé · F3 : voir" in session.text.replace("\u00a0", " ")
        await session.press("f3")
        assert nir.show(NIR).replace("\u00a0", " ") in session.text.replace("\u00a0", " ")

    play(ClientForm.for_edit(inside, fiche), steps, size=SMALLEST)


def test_how_many_are_ticked_is_said_before_what_the_list_is_narrowed_to(
    inside: Portefeuille,
) -> None:
    for rank in (1, 2):
        inside.enroll(employeur(rank))

    async def steps(session: Session) -> None:
        await session.press("asterisk", "slash", *"boul", "enter")
        assert "· 2 cochés · «" in session.text

    play(EtablissementsScreen(inside), steps, size=SMALLEST)


def test_a_box_that_is_ticked_from_a_button_is_in_sight(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        for key in ("e", "1", "a"):
            await session.press("enter")
            assert session.focus == "enregistrer"
            await session.press(key)
            assert f"*{key} [" in session.lines[cursor_of(session.screen).y]

    play(ServicesPanel(inside, fiche, modification=True), steps, size=SMALLEST)
