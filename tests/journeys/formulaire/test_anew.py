"""A form that is kept from one inscription to the next shows nothing of the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from textual import screen as textual_screen
from textual.strip import Strip

from models.labels import Regime, Service
from models.personnes import Personne
from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.widgets.field import Field
from tests.cabinet import NIR, employeur, numero, siren
from tests.journeys.form_stage import fill, form_a, form_b, save, value
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

Make = Callable[[Portefeuille, int], ClientForm]


def form_c(inside: Portefeuille, rank: int = 1) -> ClientForm:
    return ClientForm.for_gerant(inside, numero(rank))


def _proof(session: Session) -> list[tuple[str, str]]:
    proofs = (("montant", "12"), ("nir", NIR))
    return [(name, text) for name, text in proofs if session.screen.query(f"#{name}")]


async def _abandoned(session: Session) -> None:
    """Leave after unusual values, a wrong one, boxes ticked and a choice made, at the end."""
    more = (("raison_sociale", "AVANT"), ("code_postal", "3"), ("note", "à oublier"))
    await fill(session, [*_proof(session), *more])
    for name in ("etat", "responsable", "regime", "civilite"):
        for widget in session.screen.query(f"#{name}"):
            widget.focus()
            await session.press("right")
    await session.press("f8", "3", "e", "down")
    await session.press("escape", "o", "enter")


async def _already(session: Session) -> None:
    """Leave once the proof that was typed is not asked."""
    await fill(session, _proof(session))
    session.screen.query_one("#inscrit").focus()
    await session.press("space", "escape", "o", "enter")


async def _refused(session: Session) -> None:
    """Leave once Enregistrer has refused what is missing."""
    await fill(session, [("siret", "1")])
    await session.press("ctrl+s")
    await session.press("escape", "o", "enter")


async def _with_comptes(session: Session) -> None:
    """Leave with a second compte in sight."""
    await fill(session, [("numero_compte", numero(8)), ("siret", f"{siren(8)}00018")])
    await session.press("f9")
    await session.press("escape", "o", "enter")


async def _saved(session: Session) -> None:
    """Save another client."""
    session.screen.query_one("#inscrit").focus()
    await session.press("space")
    await fill(session, [("raison_sociale", "AVANT")])
    if not value(session, "numero_compte"):
        await fill(session, [("numero_compte", numero(8))])
    await session.press("f8", "3")
    await session.press("ctrl+s")
    assert "a bien été" in session.said, session.message
    await session.press("enter")


async def _looked_at(session: Session, form: ClientForm) -> tuple[object, ...]:
    """Give what is seen of a form that opens, and what is in it."""
    session.app.push_screen(form)
    await session.press()
    form = session.screen  # type: ignore[assignment]
    shown = _strips(form), session.focus, session.message, form.unsaved, form._saisie
    cursors = [field.cursor_position for field in form.query(Field)]
    await session.press("f8")
    below = _strips(form), form._boxes.cursor
    await session.press("escape")
    assert isinstance(session.screen, EtablissementsScreen), "nothing is unsaved"
    return *shown, cursors, *below


BEFORE = (_abandoned, _already, _refused, _with_comptes, _saved)


@pytest.mark.parametrize(
    ("make", "size"), [(form_a, (80, 24)), (form_b, (60, 16)), (form_c, (60, 16))]
)
def test_nothing_is_left_of_the_client_before(
    inside: Portefeuille, make: Make, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside.enroll(employeur(1))
    refresh = textual_screen.Screen._compositor_refresh
    painted: list[str] = []

    def seen(screen: textual_screen.Screen[object]) -> None:
        refresh(screen)
        if screen.is_current and isinstance(screen, ClientForm):
            painted.append(str(_strips(screen)))

    async def first(session: Session) -> None:
        found.append(await _looked_at(session, make(inside, 2)))

    async def after(session: Session) -> None:
        shown = set()
        for rank, before in enumerate(BEFORE, 3):
            session.app.push_screen(make(inside, rank))
            await session.press()
            shown.add(session.screen)
            await before(session)
            painted.clear()
            assert await _looked_at(session, make(inside, 2)) == found[0], before.__name__
            assert painted
            assert all("AVANT" not in text for text in painted), "not even for a moment"
        assert len(shown) == 1

    found: list[tuple[object, ...]] = []
    monkeypatch.setattr(textual_screen.Screen, "_compositor_refresh", seen)
    play(EtablissementsScreen(inside), first, size=size)
    play(EtablissementsScreen(inside), after, size=size)


def test_each_client_is_saved_as_it_was_typed(inside: Portefeuille) -> None:
    """« Enregistrer et suivant », three times: the boxes, the note and the compte of each."""

    async def steps(session: Session) -> None:
        for rank, box in ((1, "1"), (2, "2"), (3, "")):
            session.app.push_screen(form_a(inside, rank))
            await session.press()
            await fill(session, [("montant", f"{rank}00"), ("numero_compte", numero(rank))])
            if box:
                await fill(session, [("note", f"note {rank}")])
                await session.press("f8", box)
            await save(session)

    play(EtablissementsScreen(inside), steps)
    found = {fiche.siren: fiche for fiche in inside.page().fiches}
    assert [found[siren(rank)].note or "" for rank in (1, 2, 3)] == ["note 1", "note 2", ""]
    boxes = [found[siren(rank)].services for rank in (1, 2, 3)]
    assert boxes == [{Service.DPAE}, {Service.DECLARATION}, set()]
    assert {fiche.regime for fiche in found.values()} == {Regime.GENERAL}
    kept = [found[siren(rank)].comptes[0].numero_compte for rank in (1, 2, 3)]
    assert kept == [numero(rank) for rank in (1, 2, 3)]


def test_who_has_gone_since_is_offered_no_more(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Personne(UUID(int=7), "Parti Depuis", "parti")

    async def steps(session: Session) -> None:
        for people, offered in (((gone,), True), ((), False)):
            monkeypatch.setattr(Portefeuille, "personnes", lambda _, people=people: people)
            session.app.push_screen(form_a(inside))
            await session.press()
            session.screen.query_one("#responsable").focus()
            await session.press("p")
            assert ("Parti Depuis" in session.text) is offered
            await session.press("escape", *["o", "enter"] * offered)

    play(EtablissementsScreen(inside), steps)


def _strips(screen: textual_screen.Screen[Any]) -> list[Strip]:
    return [strip.simplify() for strip in screen._compositor.render_strips()]
