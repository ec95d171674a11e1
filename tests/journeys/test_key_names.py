"""Sentences name the keys that work, whatever `[touches]` made of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.liste import ticked
from screens.services_panel import ServicesPanel
from screens.widgets.field import Field
from screens.widgets.key_names import worded
from screens.windows.bulle import Bulle
from screens.windows.type_client import TypeModal
from tests.cabinet import employeur, fill
from tests.journeys.list_stage import Session, play
from tui import keymap
from tui.app import PortefeuilleApp

ROOT = Path(__file__).parent.parent.parent
SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
NO_ROOM = "\u00a0"


def marks() -> set[tuple[str, str]]:
    """Give the marks of all sentences, and where they are."""
    found = set()
    for room in ("screens", "tui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.name != "key_names.py":
                text = path.read_text("utf-8")
                found |= {
                    (path.name, mark) for mark in re.findall(r"<([a-z_]*\.[a-z_]+)\+?>", text)
                }
    return found


def test_every_mark_is_that_of_a_key() -> None:
    ids = {key.binding.id or "" for key in keymap.keys(PortefeuilleApp)} | {"visite.stop"}
    ends = {name[name.index(".") :] for name in ids if name}
    assert len(marks()) > 30
    unknown = {one for one in marks() if one[1] not in ids | ends}
    assert not unknown


def test_no_picture_shows_a_mark() -> None:
    pictures = list((ROOT / "tests/snapshots/__snapshots__").rglob("*.txt"))
    assert len(pictures) > 250
    seen = {one.name for one in pictures if re.search(r"<\.?[a-z_]+[.>]", one.read_text("utf-8"))}
    assert not seen


def test_a_mark_that_no_key_has_stays_as_it_is() -> None:
    assert (
        worded("Tapez <list.of_things>.", {"rows.open": ("Entrée",)}) == "Tapez <list.of_things>."
    )


@SQLITE
def test_the_list_names_the_keys_that_were_chosen(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("backspace")
        assert f"Aucun filtre{NO_ROOM}: h en choisit." in session.message
        await session.press("space")
        assert (
            f"b{NO_ROOM}: ses services, k{NO_ROOM}: supprimer, -{NO_ROOM}: aucun."
            in session.message
        )
        await session.press("minus", "b")
        assert "Espace coche la ligne, * toute la liste." in session.message
        await session.press("k")
        assert "OK (j)" in session.text

    touches = {
        "liste.filter": "h",
        "etablissements.lot": "b",
        "etablissements.terminate": "k",
        "confirm_modal.ok": "j",
    }
    play(EtablissementsScreen(inside), steps, touches=touches)


@SQLITE
def test_an_empty_list_does_too(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "z : inscrire un premier compte." in session.text.replace(NO_ROOM, " ")
        await session.press("slash", *"732829320")
        assert "F9 : inscrire ce Siren" in session.text.replace(NO_ROOM, " ")

    play(EtablissementsScreen(inside), steps, touches={"etablissements.add": "z,f9"})


@SQLITE
def test_the_form_and_accueil_do_too(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))

    async def form(session: Session) -> None:
        await session.press("f7")
        assert f"F11{NO_ROOM}: autre compte." in session.message

    async def accueil(session: Session) -> None:
        assert "Vous avez des questions ? F11" in session.text

    play(ClientForm.for_edit(inside, fiche), form, touches={"client_form.add_compte": "f11"})
    play(AccueilScreen(inside), accueil, touches={"app.aide": "f11"})


@SQLITE
def test_the_type_of_client_does_too(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        assert "K employeur" in session.text
        assert "W travailleur indépendant" in session.text
        assert "K : ouvrir le compte" in session.text

    touches = {"type.employeur": "k", "type.independant": "w"}
    play(TypeModal(fiche.siren or "", (fiche,)), steps, touches=touches)


@SQLITE
def test_a_letter_that_was_chosen_is_still_text_in_a_field(inside: Portefeuille) -> None:
    fill(inside, 30)

    async def steps(session: Session) -> None:
        await session.press("n")
        assert "comptes 11 à 20" in session.text
        await session.press("slash", *"boulangerie")
        assert session.screen.query_one("#recherche", Field).value == "boulangerie"
        assert "z Ajouter" not in session.text
        assert "F6 Ajouter" in session.text

    touches = {"etablissements.next": "n,s", "etablissements.add": "z,f6", "liste.view": "g"}
    play(EtablissementsScreen(inside), steps, touches=touches)


@SQLITE
def test_en_savoir_plus_names_the_keys_of_the_list_even_from_a_field(
    inside: Portefeuille,
) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        # In the field m would be text.
        for keys, modify in ((("f4",), "m"), (("slash", "f4"), "F2")):
            await session.press(*keys)
            assert isinstance(session.screen, Bulle)
            said = session.said.replace(NO_ROOM, " ")
            assert "k (✕) supprime l'inscription" in said
            assert "h filtre la liste" in said
            assert f"{modify} (✍) les modifie" in said
            assert "<" not in said
            await session.press("escape")

    touches = {"liste.filter": "h", "etablissements.terminate": "k"}
    play(EtablissementsScreen(inside), steps, touches=touches)


@SQLITE
def test_the_panel_and_the_limit_of_ticks_do_too(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticked, "MOST", 1)
    first, _ = fill(inside, 2)

    async def panel(session: Session) -> None:
        await session.press("ctrl+s")
        assert f"Rien à enregistrer{NO_ROOM}: z ouvre la modification." in session.message

    async def listing(session: Session) -> None:
        await session.press("asterisk")
        assert "cherchez ou filtrez d'abord (F9, h)." in session.message

    play(ServicesPanel(inside, first), panel, touches={"services_panel.modify": "z"})
    keys = {"etablissements.search": "f9", "liste.filter": "h"}
    play(EtablissementsScreen(inside), listing, touches=keys)
