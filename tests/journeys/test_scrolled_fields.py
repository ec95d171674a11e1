"""Windows of more fields than are seen: the arrows change field, and where one types is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from models.importation.colonne import CHAMPS, Colonne
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from screens.client_form import ClientForm
from screens.importation.ligne import LigneModal
from screens.queue_fiche import QueueFiche
from screens.widgets.field import Field
from screens.widgets.foot import SMALLEST
from tests.cabinet import employeur, numero
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def line() -> LigneModal:
    cells = [(rank, Colonne(champ=one), "") for rank, one in enumerate(CHAMPS)]
    return LigneModal(2, cells, "Vérifiez les chiffres de ce Siren.")


def form(inside: Portefeuille) -> ClientForm:
    return ClientForm.for_edit(inside, inside.enroll(employeur(1)))


SCREENS: dict[str, Callable[[Portefeuille], Screen[Any]]] = {
    "ligne": lambda inside: line(),  # noqa: ARG005
    "formulaire": form,
}


def is_seen(session: Session) -> bool:
    """Tell whether no part of what has the focus is hidden."""
    here = session.screen.focused
    assert here is not None
    geometry = session.screen.find_widget(here)
    return geometry.visible_region == geometry.region and geometry.region.area > 0


@pytest.mark.parametrize("name", SCREENS)
def test_the_arrows_change_field_and_each_is_seen(inside: Portefeuille, name: str) -> None:
    async def steps(session: Session) -> None:
        chain = session.screen.focus_chain[:12]
        here = session.screen.focused
        assert here is not None
        for one in chain[chain.index(here) + 1 :]:
            await session.press("down")
            assert session.screen.focused is one
            assert is_seen(session), one
        for one in reversed(chain[:-1]):
            await session.press("up")
            assert session.screen.focused is one
            assert is_seen(session), one

    play(SCREENS[name](inside), steps, size=SMALLEST)


@pytest.mark.parametrize("name", SCREENS)
def test_a_smaller_window_leaves_in_sight_where_one_types(inside: Portefeuille, name: str) -> None:
    async def steps(session: Session) -> None:
        session.screen.query(Field).last().focus()
        await session.press()
        await session.resize(*SMALLEST)
        assert is_seen(session)

    play(SCREENS[name](inside), steps, size=(100, 40))


@pytest.mark.usefixtures("inside")
def test_no_page_key_hides_where_one_types() -> None:
    async def steps(session: Session) -> None:
        fields = session.screen.query(Field)
        for key, field in (("pagedown", fields.first()), ("pageup", fields.last())):
            field.focus()
            await session.press(key)
            assert is_seen(session), key

    play(line(), steps, size=SMALLEST)


def test_page_down_opens_the_next_of_the_queue_where_values_are_out_of_sight(
    inside: Portefeuille,
) -> None:
    of_three = [tuple(SaisieCompte(numero(rank + 9 * n)) for n in range(3)) for rank in (1, 2)]
    first, second = (
        inside.enroll(employeur(rank, comptes=comptes)) for rank, comptes in enumerate(of_three, 1)
    )

    async def steps(session: Session) -> None:
        assert first.called in session.text
        await session.press("pagedown")
        assert second.called in session.text

    play(QueueFiche(inside, first, Criteres()), steps, size=SMALLEST)
