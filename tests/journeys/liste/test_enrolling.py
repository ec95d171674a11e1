"""From the list: a client is inscribed, opened where he is, shown where he stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Self

import pytest
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from models.fiche import Fiche
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres
from screens.copie import Value
from screens.etablissements import EtablissementsScreen
from screens.formulaire.saving import Outcome
from screens.liste import enrolling, row_gestures
from screens.services_panel import ServicesPanel
from screens.windows.confirm import ConfirmModal
from screens.windows.type_client import TypeModal
from tests.cabinet import employeur, fill, gerant, independant, numero, siren
from tests.journeys.form_stage import only
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


class TypedForm(Screen[Outcome | None]):
    """Stands for the form: `s` saves what a person would have typed, `n` wants the next one."""

    BINDINGS = [
        Binding("s", "save(False)", "Enregistrer"),
        Binding("n", "save(True)", "Enregistrer et suivant"),
        Binding("escape", "back", "Annuler"),
    ]

    def __init__(self, save: Callable[[], Fiche]) -> None:
        super().__init__()
        self._save = save

    @classmethod
    def for_siren(cls, inside: Portefeuille, number: str, regime: Regime) -> Self:
        typed = _employeur(number) if regime is Regime.GENERAL else _independant(number)
        return cls(lambda: inside.enroll(typed, forced=True))

    @classmethod
    def for_gerant(cls, inside: Portefeuille, number: str) -> Self:
        typed = gerant(90, comptes=(SaisieCompte(number),), raison_sociale="NOUVEAU")
        return cls(lambda: inside.enroll(typed, forced=True))

    @classmethod
    def for_edit(cls, inside: Portefeuille, fiche: Fiche) -> Self:
        typed = Saisie(fiche.regime, siren=fiche.siren or "", raison_sociale="ZORRO")
        held = tuple(SaisieCompte(c.numero_compte or "", id=c.id) for c in fiche.comptes)
        return cls(lambda: inside.edit(fiche, replace(typed, comptes=held)))

    def compose(self) -> ComposeResult:
        yield Static("formulaire")

    def action_save(self, again: bool) -> None:
        self.dismiss(Outcome(self._save(), again=again))

    def action_back(self) -> None:
        self.dismiss(None)


def _employeur(number: str) -> Saisie:
    return employeur(90, siren=number, raison_sociale="NOUVEAU")


def _independant(number: str) -> Saisie:
    return independant(90, siren=number, raison_sociale="NOUVEAU")


@pytest.fixture(autouse=True)
def typed_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolling, "ClientForm", TypedForm)
    monkeypatch.setattr(row_gestures, "ClientForm", TypedForm)


def test_an_employer_is_inscribed_and_the_cursor_goes_there(inside: Portefeuille) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("000 000 919")
        await session.press("enter")
        assert isinstance(session.screen, TypeModal)
        assert "Votre client est :" in session.text.replace("\xa0", " ")
        await session.press("e", "s")
        assert "NOUVEAU" in session.cursor
        assert "comptes 11 à 13 sur 13" in session.text
        assert session.message.startswith("Incitez votre client à créer son compte en ligne. y")
        assert session.focus == "comptes"

    play(EtablissementsScreen(inside), steps)
    (fiche,) = inside.with_siren("000000919")
    assert fiche.regime is Regime.GENERAL


def test_an_independent_is_inscribed_with_the_arrows(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f6")
        await session.type("000000919")
        await session.press("tab", "enter", "right", "enter", "s")
        assert "NOUVEAU" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert only(inside).regime is Regime.ARTISAN_COMMERCANT


def test_a_gerant_is_inscribed_by_the_account_number(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("g")
        await session.type(numero(7))
        await session.press("enter", "s")
        assert "Compte Gérant Majoritaire 117 000000900000007" in session.cursor.replace(
            "\xa0", " "
        )

    play(EtablissementsScreen(inside), steps)
    assert only(inside).regime is Regime.GERANT_MAJORITAIRE


def test_enregistrer_et_suivant_comes_back_to_an_empty_siren(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("000000919")
        await session.press("enter", "e", "n")
        assert session.focus == "siren"
        assert session.screen.query_one("#siren").value == ""  # type: ignore[attr-defined]
        assert "NOUVEAU" in session.cursor

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("keys", [("escape",), ("e", "escape")], ids=["type", "formulaire"])
def test_giving_up_leaves_the_number_in_its_field(
    inside: Portefeuille, keys: tuple[str, ...]
) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("000000919")
        await session.press("enter", *keys)
        assert session.focus == "siren"
        assert session.screen.query_one("#siren").value == "000000919"  # type: ignore[attr-defined]

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 0


def test_a_wrong_siren_is_told_and_its_field_marked(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("12345678")
        await session.press("enter")
        assert "vous en avez saisi 8" in session.message
        assert session.screen.query_one("#siren").has_class("-error")
        await session.press("2", "enter")
        assert isinstance(session.screen, TypeModal)
        await session.press("escape")
        assert not session.screen.query_one("#siren").has_class("-error")

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize(("answer", "goes_on"), [("o enter", True), ("enter", False)])
def test_a_siren_whose_key_fails_is_asked_about(
    inside: Portefeuille, answer: str, goes_on: bool
) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("000000918")
        await session.press("enter")
        assert isinstance(session.screen, ConfirmModal)
        assert "La clé de contrôle de ce Siren ne correspond pas." in session.said
        await session.press(*answer.split())
        assert isinstance(session.screen, TypeModal) is goes_on

    play(EtablissementsScreen(inside), steps)


def test_a_siret_in_place_of_a_siren_is_understood_and_said(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("00000091900013")
        await session.press("enter", "escape")
        assert "Vous avez saisi un Siret" in session.message
        assert "000 000 919" in session.message.replace("\xa0", " ")

    play(EtablissementsScreen(inside), steps)


def test_a_siren_already_inscribed_is_opened_instead(inside: Portefeuille) -> None:
    fill(inside, 2)
    inside.enroll(independant(2, raison_sociale="FAURE", comptes=(SaisieCompte(numero(8)),)))

    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type(siren(2))
        await session.press("enter")
        text = session.said.replace("\xa0", " ")
        assert "Déjà inscrit depuis le 12/06/2026 : Régime Général (BOULANGERIE 002)" in text
        assert "Déjà inscrit depuis le 12/06/2026 : Artisan Commerçant (MME FAURE)" in text
        await session.press("e")
        assert isinstance(session.screen, ServicesPanel)
        await session.press("escape")
        assert "BOULANGERIE 002" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 3


def test_an_account_number_already_held_is_opened_instead(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("g")
        await session.type(numero(2)[3:])
        await session.press("enter")
        assert isinstance(session.screen, ConfirmModal)
        await session.press("o", "enter")
        assert "déjà dans votre portefeuille depuis le 12/06/2026" in session.said
        await session.press("o", "enter")
        assert isinstance(session.screen, ServicesPanel)

    play(EtablissementsScreen(inside), steps)


def test_a_new_client_is_shown_whatever_the_list_was_narrowed_to(inside: Portefeuille) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("slash")
        await session.type("boulangerie")
        await session.press("enter", "a")
        await session.type("000000919")
        await session.press("enter", "e", "s")
        assert "NOUVEAU" in session.cursor
        assert "comptes 1 à 4 sur 4" in session.text
        assert "boulangerie" not in session.text

    narrowed = Criteres(regimes=frozenset({Regime.ARTISAN_COMMERCANT, Regime.GENERAL}))
    play(EtablissementsScreen(inside, narrowed), steps)


def test_the_cursor_follows_a_client_whose_name_changes(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press("down", "d", "s")
        assert "ZORRO" in session.cursor
        assert "comptes 21 à 25 sur 25" in session.text

    play(EtablissementsScreen(inside), steps)


def test_the_message_for_the_client_is_one_key_away(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, raison_sociale="AAA"))

    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("000000919")
        await session.press("enter", "e", "s")
        assert "y : message à lui envoyer" in session.message.replace("\xa0", " ")
        await session.press("y")
        message = session.screen.query(Value).last().line.value
        assert message.startswith("Objet")
        assert "000 000 919" in message.replace("\xa0", " ")
        assert message.endswith("Cabinet Martin")
        await session.press("escape", "up")
        assert session.message == ""

    play(EtablissementsScreen(inside), steps)
