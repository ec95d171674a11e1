"""First step: the table as it was read, its columns, more lines pasted, given up."""

from __future__ import annotations

import pytest

from models.importation.choosing import remembered
from models.importation.files.opening import read_text
from models.labels import Report, Role, Service
from models.portefeuille import Portefeuille
from models.tables import Inscription, Operation
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.importation.lines_screen import LignesScreen
from screens.importation.table_screen import ImportationScreen
from screens.widgets.field import Field
from screens.windows.choose import ChooseModal
from tests.cabinet import NIR, colleague_of, employeur, fill, numero, siren
from tests.journeys.importation.importation_stage import (
    names,
    paste,
    plain,
    screen_of,
    screen_of_file,
    shows,
    table,
)
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_a_paste_on_the_list_inscribes_once_confirmed(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, table(1, 2, 3))
        assert shows(session, ImportationScreen)
        assert "3 lignes · titres en ligne 1" in plain(session.text)
        for said in ("Siren", "Numéro de compte", "Montant", "Nom"):
            assert said in session.text
        await session.press("ctrl+s")
        assert shows(session, LignesScreen)
        assert "[1 Toutes 3] 2 Prêtes 3" in plain(session.text)
        await session.press("ctrl+s")
        assert "Inscrire 3 clients ?" in plain(session.text)
        assert names() == []
        await session.press("o", "enter")
        assert "3 clients inscrits, à faire sur urssaf.fr" in plain(session.text)
        await session.press("enter")
        assert "✓ 3 clients inscrits. À faire sur urssaf.fr." in plain(session.text)
        assert "comptes 1 à 3 sur 3" in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert names() == ["CLIENT 001", "CLIENT 002", "CLIENT 003"]
    fiche = portefeuille.with_siren(siren(1))[0]
    assert (fiche.montant_centimes, fiche.report) == (123456, Report.A_FAIRE)


def test_what_is_to_be_known_of_a_table_is_a_sentence_of_its_own(
    portefeuille: Portefeuille,
) -> None:
    async def steps(session: Session) -> None:
        assert "titres en ligne 1. 1 nombre est arrondi" in plain(session.text)

    play(screen_of(portefeuille, f"Siren\tCompte\tNom\n{siren(1)}\t1,17E+17\tX"), steps)


def test_the_whole_is_undone_by_one_key(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, table(1, 2, 3))
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "enter")
        assert "3 clients inscrits" in plain(session.message)
        await session.press("u", "enter")
        assert "Annulé" in session.message
        assert "Votre portefeuille est vide." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.page().total == 0


@pytest.mark.parametrize("key", ["a", "g"])
def test_a_paste_of_several_lines_in_inscrire_opens_them_all(
    portefeuille: Portefeuille, key: str
) -> None:
    async def steps(session: Session) -> None:
        await session.press(key)
        await paste(session, table(1, 2))
        assert shows(session, ImportationScreen)
        await session.press("escape")
        assert "Abandonner 2 lignes non inscrites ?" in plain(session.text)
        await session.press("o", "enter")
        assert shows(session, EtablissementsScreen)
        field = session.screen.focused
        assert isinstance(field, Field)
        assert field.value == ""

    play(EtablissementsScreen(portefeuille), steps)
    assert names() == []


def test_a_paste_of_one_line_is_sought_in_the_list(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await paste(session, f"  {siren(2)}\n")
        assert session.focus == "recherche"
        assert "BOULANGERIE 002" in session.text
        assert "BOULANGERIE 001" not in session.text

    play(EtablissementsScreen(portefeuille), steps)


def test_numbers_alone_are_those_of_clients_already_enrolled(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, f"{siren(1)}\n{siren(2)}")
        assert "[x] Déjà inscrits sur urssaf.fr" in session.text
        assert "2 lignes sans type" in plain(session.text)
        assert "dites-le sous le tableau" in session.message
        await session.press("tab", "tab", "space")
        assert session.message == ""
        await session.press("ctrl+s")
        assert "2 Prêtes 2" in plain(session.text)
        await session.press("escape", "f2", "ctrl+s")
        assert "5 En erreur 2" in plain(session.text)
        await session.press("ctrl+s")
        assert "Aucune ligne prise" in session.text
        await session.press("escape", "f2", "ctrl+s", "ctrl+s", "o", "enter", "enter")
        assert "2 clients inscrits." in plain(session.message)
        assert "À faire sur urssaf.fr." not in session.message

    play(EtablissementsScreen(portefeuille), steps)
    assert {row.report for row in Inscription.select()} == {Report.FAIT.value}
    assert {row.regime for row in Inscription.select()} == {"general"}


def test_a_type_that_nothing_says_is_never_supposed(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("ctrl+s")
        assert "3 À vérifier 2" in plain(session.text)
        await session.press("space")
        assert "Dites d'abord le type de client" in session.message
        await session.press("asterisk")
        assert "Aucune ligne ne peut être prise. La première est la ligne 1." in plain(
            session.message
        )
        await session.press("ctrl+s")
        assert "Aucune ligne prise" in session.message

    play(screen_of(portefeuille, f"{siren(1)}\n{siren(2)}"), steps)
    assert names() == []


def test_a_table_with_its_proofs_pasted_after_another_keeps_them(
    portefeuille: Portefeuille,
) -> None:
    first = f"Siren\tType\n{siren(1)}\tEmployeur"

    async def steps(session: Session) -> None:
        assert "[x] Déjà inscrits" in session.text
        await paste(session, f"Siren\tType\tMontant\n{siren(2)}\tEmployeur\t12")
        assert "n'a pas les mêmes colonnes" in session.message
        await paste(session, f"Siren\tType\n{siren(2)}\tEmployeur\n{siren(2)}\tEmployeur")
        assert "4 lignes" in plain(session.text)
        await session.press("ctrl+s")
        assert "2 Prêtes 2 6 Ignorées 2" in plain(session.text)
        await session.press("6", "down")
        assert "Même client que la ligne 4." in plain(session.text)

    play(screen_of(portefeuille, first), steps)


def test_pages_of_the_portal_are_pasted_one_after_another(portefeuille: Portefeuille) -> None:
    page = "Comptes Régime Général du SIREN {} (SARL) ✍ ✕"

    async def steps(session: Session) -> None:
        assert "Page du portail" in session.text
        await session.press("enter")
        assert "disent elles-mêmes" in session.message
        await paste(session, page.format(siren(2)) + "\n" + page.format(siren(3)))
        await session.press("ctrl+s")
        assert "2 Prêtes 3" in plain(session.text)
        await session.press("ctrl+s", "o", "enter", "enter")

    play(screen_of(portefeuille, page.format(siren(1))), steps)
    fiches = portefeuille.page().fiches
    assert {one.forme_juridique for one in fiches} == {"SARL"}
    assert {one.siren for one in fiches} == {siren(1), siren(2), siren(3)}


def test_a_column_is_given_another_meaning_and_is_found_again(portefeuille: Portefeuille) -> None:
    text = f"Siren\tCompte\tMontant\tLibellé long\n{siren(1)}\t{numero(1)}\t12\tDUPONT"

    async def steps(session: Session) -> None:
        await session.press("end", "enter")
        assert shows(session, ChooseModal)
        await session.press("home", "pagedown", "up", "up", "enter")
        assert "Code dossier choisie" in session.text
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "enter")

    async def again(session: Session) -> None:
        assert "Code dossier choisie" in session.text

    play(screen_of(portefeuille, text), steps)
    assert portefeuille.page().fiches[0].code_dossier == "DUPONT"
    play(screen_of(portefeuille, text.replace("DUPONT", "DURAND")), again)
    kept = portefeuille.preference(remembered.PREFERENCE)
    assert remembered.recalled(kept, read_text(text).rangees[0].cells) == {
        "Libellé long": "code_dossier"
    }
    assert remembered.recalled(kept, ("Siren", "Compte", "Montant")) == {}


def test_a_meaning_given_up_changes_nothing(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        before = session.lines
        await session.press("enter", "down", "escape")
        assert session.lines == before

    play(screen_of(portefeuille, table(1)), steps)
    assert portefeuille.preference(remembered.PREFERENCE) is None


def test_no_nir_is_shown_whatever_its_column_is_read_as(portefeuille: Portefeuille) -> None:
    text = f"Siren\tNIR\tNote\n{siren(1)}\t{NIR}\t{NIR}\n{siren(2)}\t{NIR[:13]}\trien"

    async def steps(session: Session) -> None:
        for keys in ((), ("down",), ("enter",), ("end", "enter"), ("down",), ("enter",)):
            await session.press(*keys)
            shown = "".join(plain(session.text).split())
            assert NIR[:8] not in shown
            assert "(masqué)" in shown
        await session.press("escape", "ctrl+s")
        for keys in ((), ("enter",), ("escape", "down"), ("enter",)):
            await session.press(*keys)
            assert NIR[:8] not in "".join(plain(session.text).split())

    play(screen_of(portefeuille, text), steps)


@pytest.mark.parametrize(("keys", "opened"), [((), 0), (("right",), 2), (("right", "right"), 0)])
@pytest.mark.played
def test_boxes_are_those_of_the_modele_that_is_chosen(
    portefeuille: Portefeuille, keys: tuple[str, ...], opened: int
) -> None:
    portefeuille.modeles.keep("Paie", frozenset({Service.DPAE, Service.ATTESTATIONS}))

    async def steps(session: Session) -> None:
        await session.press("tab", "tab", *keys, "ctrl+s", "ctrl+s", "o", "enter", "enter")

    play(screen_of(portefeuille, table(1)), steps)
    assert len(portefeuille.page().fiches[0].services) == opened


def test_lines_are_inscribed_from_accueil_too(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "i : importer la liste de vos clients" in plain(session.text)
        await session.press("i")
        await paste(session, table(1, 2))
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "enter")
        assert shows(session, AccueilScreen)
        assert "2 clients inscrits." in plain(session.message)
        assert "2 comptes inscrits" in plain(session.text)

    play(AccueilScreen(portefeuille), steps)
    assert names() == ["CLIENT 001", "CLIENT 002"]


def test_a_reader_imports_nothing(portefeuille: Portefeuille) -> None:
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        assert "importer" not in session.text
        await paste(session, table(1, 2))
        assert "consultation seulement" in session.message
        await session.press("i")
        assert shows(session, EtablissementsScreen)

    play(EtablissementsScreen(reader), steps)


def test_a_file_with_several_services_in_columns(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "Case : DPAE" in plain(session.text)
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "enter")

    play(screen_of_file(portefeuille, "12-services-en-colonnes.csv"), steps)
    assert any(fiche.services for fiche in portefeuille.page().fiches)


def test_nothing_is_written_before_the_last_step(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "asterisk", "asterisk", "enter", "escape", "escape")
        await session.press("ctrl+s", "ctrl+s", "n", "escape", "escape", "o", "enter")

    play(screen_of(portefeuille, table(1, 2) + f"\r{siren(3)}\t{numero(3)}\t\tX"), steps)
    assert Operation.select().count() == before
