"""Gérer les établissements: inscribe, résilier, report, copy; then look in the database."""

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
from models.labels import Regime, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres
from screens import etablissements
from screens.etablissements import EtablissementsScreen
from screens.formulaire.saving import Outcome
from screens.liste import enrolling
from screens.services_panel import ServicesPanel
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal
from screens.windows.copie import SENT, CopieScreen, Value
from screens.windows.type_client import TypeModal
from tests.cabinet import colleague_of, employeur, fill, gerant, independant, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

READ_ONLY = "Votre profil permet la consultation seulement."


class TypedForm(Screen[Outcome | None]):
    """Stands for the form: `s` saves what a person would have typed, `n` wants the next one."""

    BINDINGS = [
        Binding("s", "save(False)", "Enregistrer"),
        Binding("n", "save(True)", "Enregistrer et suivant"),
        Binding("escape", "back", "Annuler"),
    ]

    def __init__(self, save: Callable[[], Fiche], *, created: bool) -> None:
        super().__init__()
        self._save = save
        self._created = created

    @classmethod
    def for_siren(cls, inside: Portefeuille, number: str, regime: Regime) -> Self:
        typed = _employeur(number) if regime is Regime.GENERAL else _independant(number)
        return cls(lambda: inside.enroll(typed, forced=True), created=True)

    @classmethod
    def for_gerant(cls, inside: Portefeuille, number: str) -> Self:
        typed = gerant(90, comptes=(SaisieCompte(number),), raison_sociale="NOUVEAU")
        return cls(lambda: inside.enroll(typed, forced=True), created=True)

    @classmethod
    def for_edit(cls, inside: Portefeuille, fiche: Fiche) -> Self:
        typed = Saisie(fiche.regime, siren=fiche.siren or "", raison_sociale="ZORRO")
        held = tuple(SaisieCompte(c.numero_compte or "", id=c.id) for c in fiche.comptes)
        return cls(lambda: inside.edit(fiche, replace(typed, comptes=held)), created=False)

    def compose(self) -> ComposeResult:
        yield Static("formulaire")

    def action_save(self, again: bool) -> None:
        self.dismiss(Outcome(self._save(), created=self._created, again=again))

    def action_back(self) -> None:
        self.dismiss(None)


def _employeur(number: str) -> Saisie:
    return employeur(90, siren=number, raison_sociale="NOUVEAU")


def _independant(number: str) -> Saisie:
    return independant(90, siren=number, raison_sociale="NOUVEAU")


@pytest.fixture(autouse=True)
def typed_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolling, "ClientForm", TypedForm)
    monkeypatch.setattr(etablissements, "ClientForm", TypedForm)


def only(inside: Portefeuille) -> Fiche:
    (fiche,) = inside.page().fiches
    return fiche


def test_the_words_of_the_portal_are_on_the_screen(inside: Portefeuille) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        for label in (
            "Accueil",
            "Mon Profil > Paramètres > Gérer les établissements",
            "+ Ajouter un compte",
            "Vous pouvez administrer ici les options associées à l'abonnement aux services "
            "d'Urssaf en ligne.",
            "Siren/Siret de l'établissement Numéro de compte",
            "Rechercher",
            "Compte(s)",
            "✍ ✕",
            "Précédent)| Suivant",
            "Inscrire d'autres comptes Inscrire un compte gérant majoritaire (non sirétisé)",
        ):
            assert label in session.text
        assert session.text.count("Inscrire") == 4
        shown = [line for line in session.lines if "Comptes Régime Général du SIREN" in line]
        assert len(shown) == 10
        assert "000 000 018 (SARL)" in shown[0].replace("\xa0", " ")
        assert "→ BOULANGERIE 001" in shown[0]
        assert "→ à reporter" in session.text
        assert len(session.lines) == 24

    play(EtablissementsScreen(inside), steps)


def test_suppr_then_ok_takes_the_row_out_and_goes_to_the_next(inside: Portefeuille) -> None:
    fiches = fill(inside, 12)

    async def steps(session: Session) -> None:
        await session.press("down", "x")
        assert isinstance(session.screen, ConfirmModal)
        await session.press("o")
        assert "BOULANGERIE 003" in session.cursor
        assert "000 000 026" in session.message.replace("\xa0", " ")
        assert "À reporter sur urssaf.fr" in session.message

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 11
    assert inside.get(fiches[1].uid).retire_le is not None


@pytest.mark.parametrize("refusal", ["enter", "n", "escape"])
def test_suppr_then_anything_else_takes_nothing_out(inside: Portefeuille, refusal: str) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await session.press("delete")
        assert isinstance(session.screen, ConfirmModal)
        await session.press(refusal)
        assert "BOULANGERIE 001" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 3


def test_the_last_row_of_the_last_page_leaves_the_cursor_at_the_bottom(
    inside: Portefeuille,
) -> None:
    fill(inside, 11)

    async def steps(session: Session) -> None:
        await session.press("s", "x", "o")
        assert "comptes 1 à 10 sur 10" in session.text
        assert "BOULANGERIE 010" in session.cursor

    play(EtablissementsScreen(inside), steps)


def test_what_a_colleague_changed_meanwhile_is_not_taken_out(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)
    colleague = colleague_of(inside, "Paul Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.press("x")
        colleague.set_services(colleague.get(fiche.uid), frozenset({Service.DPAE}))
        await session.press("o")
        assert "Paul Petit" in session.message
        assert "BOULANGERIE 001" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert inside.get(fiche.uid).retire_le is None


@pytest.mark.parametrize("key", ["enter", "y"])
def test_what_is_opened_or_copied_is_read_again(inside: Portefeuille, key: str) -> None:
    first, second = fill(inside, 2)

    async def steps(session: Session) -> None:
        inside.edit(first, employeur(1, raison_sociale="AU BON PAIN"))
        await session.press(key)
        assert "BOULANGERIE 001" not in session.text
        await session.press("escape")
        inside.terminate(second)
        await session.press("down", key)
        assert "vient d'être supprimé" in session.message

    play(EtablissementsScreen(inside), steps)


def test_what_a_colleague_took_out_meanwhile_is_said(inside: Portefeuille) -> None:
    first, _ = fill(inside, 2)

    async def steps(session: Session) -> None:
        inside.terminate(first)
        await session.press("x")
        assert "vient d'être supprimé" in session.message
        assert "BOULANGERIE 002" in session.cursor

    play(EtablissementsScreen(inside), steps)


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
        await session.type("00000091")
        await session.press("enter")
        assert "vous en avez saisi 8" in session.message
        assert session.screen.query_one("#siren").has_class("-error")
        await session.press("9", "enter")
        assert isinstance(session.screen, TypeModal)
        await session.press("escape")
        assert not session.screen.query_one("#siren").has_class("-error")

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize(("answer", "goes_on"), [("o", True), ("enter", False)])
def test_a_siren_whose_key_fails_is_asked_about(
    inside: Portefeuille, answer: str, goes_on: bool
) -> None:
    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type("000000918")
        await session.press("enter")
        assert isinstance(session.screen, ConfirmModal)
        assert "La clé de contrôle de ce Siren ne correspond pas." in session.said
        await session.press(answer)
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
        await session.press("o")
        assert "déjà dans votre portefeuille depuis le 12/06/2026" in session.said
        await session.press("o")
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


def test_entree_consults_and_the_place_is_kept(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press("s", "down", "enter")
        assert isinstance(session.screen, ServicesPanel)
        await session.press("escape")
        assert "BOULANGERIE 012" in session.cursor
        assert "comptes 11 à 20 sur 25" in session.text

    play(EtablissementsScreen(inside), steps)


def test_the_cursor_follows_a_client_whose_name_changes(inside: Portefeuille) -> None:
    fill(inside, 25)

    async def steps(session: Session) -> None:
        await session.press("down", "d", "s")
        assert "ZORRO" in session.cursor
        assert "comptes 21 à 25 sur 25" in session.text

    play(EtablissementsScreen(inside), steps)


def test_reporte_erases_the_proofs_once_confirmed(inside: Portefeuille) -> None:
    inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        await session.press("r")
        assert isinstance(session.screen, ConfirmModal)
        assert "MME FAURE 001" in session.said
        assert "numéro de sécurité sociale" in session.said
        await session.press("enter")
        assert only(inside).report is Report.A_FAIRE
        await session.press("r", "o")
        assert "Reporté sur urssaf.fr\xa0: MME FAURE 001." in session.message
        assert "Effacé : le numéro de sécurité sociale." in session.message.replace("\xa0", " ")

    play(EtablissementsScreen(inside), steps)
    assert only(inside).report is Report.FAIT
    assert only(inside).nir_masque is None


def test_what_was_reported_is_to_be_reported_again(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, deja_inscrit=True))

    async def steps(session: Session) -> None:
        await session.press("r")
        assert only(inside).report is Report.A_FAIRE
        assert "De nouveau à reporter" in session.message
        await session.press("r")
        assert only(inside).report is Report.FAIT

    play(EtablissementsScreen(inside), steps)


def test_a_slip_in_the_list_to_report_is_taken_back_by_the_same_key(inside: Portefeuille) -> None:
    first, second = (inside.enroll(gerant(rank)) for rank in (1, 2))

    async def steps(session: Session) -> None:
        rows = session.screen.query_one(RowList)
        await session.press("r")
        assert first.raison_sociale in session.cursor
        assert first.raison_sociale in session.message
        assert [row.dim for row in rows._rows] == [True, False]
        await session.press("r", "down", "r")
        assert second.raison_sociale in session.message

    play(EtablissementsScreen(inside, Criteres(report=Report.A_FAIRE)), steps)
    assert inside.get(first.uid).report is Report.A_FAIRE
    assert inside.get(second.uid).report is Report.FAIT


def test_the_keys_are_dimmed_for_the_row_under_the_cursor(inside: Portefeuille) -> None:
    inside.terminate(fill(inside, 2)[0])

    async def steps(session: Session) -> None:
        assert "(m ✍ Modifier) (x ✕ Résilier)" in session.text
        await session.press("down")
        assert " m ✍ Modifier x ✕ Résilier" in session.text
        await session.press("space")
        await session.press("up")
        assert "(m ✍ Modifier) x ✕ Résilier" in session.text, "for what is ticked"
        await session.press("minus")
        assert "(m ✍ Modifier) (x ✕ Résilier)" in session.text

    play(EtablissementsScreen(inside, Criteres(report=Report.A_FAIRE)), steps)


def test_what_urssaf_fr_refused_is_kept_with_its_motif(inside: Portefeuille) -> None:
    inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        await session.press("u", "escape")
        assert only(inside).report is Report.A_FAIRE
        await session.press("u")
        await session.type("compte inconnu")
        await session.press("enter")
        assert "Refusé par urssaf.fr\xa0: MME FAURE 001." in session.message
        assert "! MME FAURE 001" in session.cursor
        await session.press("enter")
        assert "Motif : compte inconnu" in session.text
        await session.press("u")
        await session.type(" du SIE")
        await session.press("ctrl+s")
        assert "compte inconnu du SIE" in session.text

    play(EtablissementsScreen(inside), steps)
    fiche = only(inside)
    assert (fiche.report, fiche.report_motif) == (Report.REFUSE, "compte inconnu du SIE")
    assert fiche.nir_masque, "the proofs are still needed"
    assert inside.compteurs().refuses == 1


def test_a_removal_still_to_be_reported_can_only_be_reported(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)
    inside.terminate(fiche)

    async def steps(session: Session) -> None:
        assert "(Résilié) BOUL" in session.cursor
        await session.press("m")
        assert "Ce compte est résilié" in session.message
        await session.press("x")
        assert isinstance(session.screen, EtablissementsScreen)
        await session.press("r")
        assert "Reporté sur urssaf.fr\xa0: BOULANGERIE 001." in session.message
        assert "(Résilié) BOUL" in session.cursor
        await session.press("f5")
        assert "Aucun compte dans cette liste" in session.text

    play(EtablissementsScreen(inside, Criteres(report=Report.A_FAIRE)), steps)
    assert inside.get(fiche.uid).report is Report.FAIT


def test_copying_sends_the_value_and_shows_it_bare(inside: Portefeuille) -> None:
    inside.enroll(
        employeur(1, comptes=(SaisieCompte(numero(1), siret="00000001800010"),), montant="0")
    )

    async def steps(session: Session) -> None:
        await session.press("y")
        assert isinstance(session.screen, CopieScreen)
        assert session.app.clipboard == "000000018"
        bare = [line.strip() for line in session.lines]
        assert {"000000018", "00000001800010", numero(1)} <= set(bare)
        assert "Objet : votre espace en ligne Urssaf" in session.text.replace("\xa0", " ")
        assert session.message == SENT
        assert "copié" not in session.text
        await session.press("down", "enter")
        assert session.app.clipboard == "00000001800010"

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


def test_the_view_is_remembered(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, code_dossier="D0042", raison_sociale="A" * 30))
    inside.enroll(gerant(2))

    async def steps(session: Session) -> None:
        await session.press("v")
        header, first, second = (line.replace("\xa0", " ") for line in session.lines[7:10])
        assert header.split() == ["Dossier", "Raison", "sociale", "Régime", "Siren", "Report"]
        assert first.startswith(f"›D0042       {'A' * 30}  Général  000 000 018  → À reporter")
        assert "Gérant   …0900000002" in second

    async def again(session: Session) -> None:
        assert "Dossier" in session.lines[7]
        await session.press("v")
        assert "Compte(s)" in session.lines[7]

    play(EtablissementsScreen(inside), steps)
    play(EtablissementsScreen(inside), again)
    assert inside.preference("vue") == "portail"


@pytest.mark.parametrize("name", ["[red]PIRATE[/]", "[/x] [@click=app.quit]X[/]", "\\[b]"])
def test_a_hostile_name_is_shown_as_it_is(inside: Portefeuille, name: str) -> None:
    inside.enroll(employeur(1, raison_sociale=name, code_dossier="[b]"))

    async def steps(session: Session) -> None:
        await session.press("v")
        assert name in session.cursor
        assert "[b]" in session.cursor
        await session.press("a")
        await session.type(siren(1))
        await session.press("enter")
        assert name in session.said
        await session.press("escape", "escape", "slash")
        await session.type("[/")
        assert "[/" in session.lines[18]

    play(EtablissementsScreen(inside), steps)


def test_a_reader_may_read_and_nothing_else(inside: Portefeuille) -> None:
    fill(inside, 12)
    reader = colleague_of(inside, "Anne Lecture", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        for key in ("a", "g", "m", "x", "r", "u"):
            await session.press("s", "p", key)
            assert READ_ONLY in session.message, key
            assert isinstance(session.screen, EtablissementsScreen)
        assert "(a Ajouter)" in session.text
        assert "(Inscrire)" in session.text
        await session.press("v", "enter")
        assert isinstance(session.screen, ServicesPanel)

    play(EtablissementsScreen(reader), steps)
    assert inside.page().total == 12


def test_the_tabs_lead_home_or_say_where_the_service_is(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.screen.query_one("Nav").focus()
        await session.press("left", "enter")
        assert "Compte : ce service est sur urssaf.fr" in session.message.replace("\xa0", " ")
        await session.press("left", "enter")
        assert not isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(inside), steps)


def test_f4_says_what_to_do_with_comptes_radies(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f4")
        assert (
            "Si vous ne gérez plus le compte d'un client ou si le compte d'un de vos clients"
            in session.said
        )

    play(EtablissementsScreen(inside), steps)


def test_a_large_window_tells_more_of_the_row_under_the_cursor(inside: Portefeuille) -> None:
    fill(inside, 2)
    first = inside.page().fiches[0]
    inside.set_services(first, frozenset({Service.DPAE, Service.COURRIEL_BIS}))

    async def steps(session: Session) -> None:
        assert "Aperçu : BOULANGERIE 001" in session.text
        assert "Services en ligne : DPAE" in session.text
        assert "Courriels : Avis de mise à disposition du BIS" in session.text
        assert "2/15" in session.text
        await session.press("down")
        assert "Aperçu : BOULANGERIE 002" in session.text
        assert "Services en ligne : aucun" in session.text
        await session.press("slash", *"zzz")
        assert "BOULANGERIE" not in session.text
        await session.press("escape")
        await session.resize(80, 24)
        assert "Aperçu" not in session.text
        await session.resize(120, 40)
        assert "Aperçu : BOULANGERIE 002" in session.text

    play(EtablissementsScreen(inside), steps, size=(120, 40))


def test_a_removed_row_is_read_in_the_large_window_too(inside: Portefeuille) -> None:
    inside.terminate(fill(inside, 1)[0])

    async def steps(session: Session) -> None:
        assert "Résilié le 12/06/2026" in session.text

    screen = EtablissementsScreen(inside, Criteres(report=Report.A_FAIRE))
    play(screen, steps, size=(120, 40))
