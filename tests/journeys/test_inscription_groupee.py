"""Lines of a spreadsheet pasted in the list: looked at, corrected, inscribed; then the base."""

from __future__ import annotations

import pytest
from textual import events

from models import lot
from models.errors import StorageFailure
from models.importation import collage
from models.importation.lot_enroll import LotEnroll, ToEnroll
from models.labels import Report, Role
from models.lot import Said
from models.portefeuille import Portefeuille
from models.tables import Inscription
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.flows import lots
from screens.inscription_groupee import InscriptionGroupeeScreen
from screens.widgets.field import Field
from screens.windows.ligne import LigneModal
from tests.cabinet import colleague_of, employeur, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def table(*ranks: int, montant: str = "1 234,56") -> str:
    rows = (f"{siren(n)}\t{numero(n)}\t{montant}\tCLIENT {n:03d}" for n in ranks)
    return "\r".join(("Siren\tCompte\tMontant\tNom", *rows))


async def paste(session: Session, text: str) -> None:
    await session.app.on_event(events.Paste(text))
    await session.press()


def names() -> list[str]:
    rows = Inscription.select().order_by(Inscription.cle_nom)
    return [row.raison_sociale for row in rows]


def test_a_paste_on_the_list_inscribes_once_confirmed(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, table(1, 2, 3))
        assert isinstance(session.screen, InscriptionGroupeeScreen)
        assert "Colonnes : Siren, Numéro de compte, Montant, Raison sociale" in session.text
        assert "3 lignes : 3 prêtes" in session.text
        await session.press("ctrl+s")
        assert "Inscrire 3 clients ?" in session.text
        assert names() == []
        await session.press("o", "enter")
        assert "✓ 3 clients inscrits. À faire sur urssaf.fr." in session.text
        assert "comptes 1 à 3 sur 3" in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert names() == ["CLIENT 001", "CLIENT 002", "CLIENT 003"]
    fiche = portefeuille.with_siren(siren(1))[0]
    assert (fiche.montant_centimes, fiche.report) == (123456, Report.A_FAIRE)


@pytest.mark.parametrize("key", ["a", "g"])
def test_a_paste_of_several_lines_in_inscrire_opens_them_all(
    portefeuille: Portefeuille, key: str
) -> None:
    async def steps(session: Session) -> None:
        await session.press(key)
        await paste(session, table(1, 2))
        assert "2 lignes : 2 prêtes" in session.text
        await session.press("escape", "o", "enter")
        assert isinstance(session.screen, EtablissementsScreen)
        field = session.screen.focused
        assert isinstance(field, Field)
        assert field.value == ""

    play(EtablissementsScreen(portefeuille), steps)
    assert names() == []


def test_a_paste_of_one_line_is_sought_in_the_list(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    portefeuille.enroll(employeur(2))

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
        assert "2 prêtes" in session.text
        await session.press("f2")
        assert "2 en erreur" in session.text
        await session.press("ctrl+s")
        assert "Aucune ligne cochée" in session.text
        await session.press("f2", "ctrl+s", "o", "enter")
        assert "2 clients inscrits." in session.text
        assert "À faire sur urssaf.fr." not in session.message

    play(EtablissementsScreen(portefeuille), steps)
    assert {row.report for row in Inscription.select()} == {Report.FAIT.value}


def test_a_table_with_its_proofs_pasted_after_numbers_keeps_them(
    portefeuille: Portefeuille,
) -> None:
    async def steps(session: Session) -> None:
        await paste(session, f"{siren(1)}\n{siren(2)}")
        await paste(session, table(3, 4))
        assert "[ ] Déjà inscrits sur urssaf.fr" in session.text
        assert "Déjà inscrits\xa0» est décoché" in session.message
        assert "2 prêtes · 2 en erreur" in session.text
        await session.press("ctrl+s", "o", "enter")
        assert "2 clients inscrits. À faire sur urssaf.fr. Encore 2 lignes ici." in session.text
        await session.press("f2", "ctrl+s", "o", "enter")
        assert "✓ 4 clients inscrits, dont 2 à faire sur urssaf.fr." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert [(f.report, f.montant_centimes) for f in portefeuille.page().fiches] == [
        (Report.FAIT, None),
        (Report.FAIT, None),
        (Report.A_FAIRE, 123456),
        (Report.A_FAIRE, 123456),
    ]


def test_lines_that_cannot_be_stay_and_say_why(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(5))

    async def steps(session: Session) -> None:
        await paste(session, table(1, 5) + "\r12\t34\t12.500\tFAUX")
        assert "1 prête · 1 déjà inscrite · 1 en erreur" in session.text
        await session.press("down")
        assert "Ligne 2. Dans votre portefeuille depuis le 12/06/2026" in session.text
        await session.press("down", "space")
        assert "Erreur : Entrée pour corriger la ligne." in session.text
        await session.press("ctrl+s")
        assert "2 lignes laissées de côté." in session.text
        await session.press("o", "enter")
        assert "1 client inscrit. À faire sur urssaf.fr. Encore 2 lignes ici." in session.text
        await session.press("escape")
        assert "Abandonner 2 lignes non inscrites ?" in session.text
        await session.press("n")
        assert isinstance(session.screen, InscriptionGroupeeScreen)
        await session.press("escape", "o", "enter")
        assert "✓ 1 client inscrit." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert names() == ["BOULANGERIE 005", "CLIENT 001"]


def test_a_line_is_corrected_in_its_cells(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, f"Siren\tNote\tCouleur\n{siren(1)}\tx\t0\n12\ty\t0")
        await session.press("f2", "down", "enter")
        assert isinstance(session.screen, LigneModal)
        assert "Ligne 2" in session.text
        assert "Couleur" not in session.text
        await session.press("end", "ctrl+u", *siren(2), "enter", "enter", *numero(2), "enter")
        await session.press(*"12,5", "ctrl+s")
        assert "1 prête · 1 en erreur" in session.text
        assert session.cursor.startswith("›✓")
        await session.press("ctrl+s", "o", "enter", "escape", "o", "enter")

    play(EtablissementsScreen(portefeuille), steps)
    (fiche,) = portefeuille.page().fiches
    assert (fiche.siren, fiche.note, fiche.montant_centimes) == (siren(2), "y", 1250)
    assert fiche.comptes[0].numero_compte == numero(2)


def test_giving_up_a_correction_changes_nothing(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, "12\n34")
        await session.press("enter", *"999", "escape")
        assert "2 en erreur" in session.text

    play(InscriptionGroupeeScreen(portefeuille), steps)


def test_a_doubtful_line_is_inscribed_only_if_it_is_ticked(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, f"Siren\tNom\n123456789\tDOUTEUX\n{siren(1)}\tSUR")
        assert "1 prête · 1 à vérifier" in session.text
        assert "La clé de contrôle" in session.text
        await session.press("space", "space", "ctrl+s")
        assert "Inscrire 1 client ?" in session.text
        await session.press("o", "enter")

    play(InscriptionGroupeeScreen(portefeuille), steps)
    assert names() == ["DOUTEUX"]


def test_a_second_paste_adds_lines_and_finds_doubles(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, table(1, 2))
        await paste(session, table(2, 3))
        assert "4 lignes : 3 prêtes · 1 en erreur" in session.text
        await session.press("down", "down")
        assert "Ligne 3. Même Siren que la ligne 2." in session.text

    play(InscriptionGroupeeScreen(portefeuille), steps)


def test_pages_of_lines_are_turned(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, table(*range(1, 41)))
        await session.press("pagedown")
        assert "CLIENT 016" in session.cursor
        await session.press("f8", "f8")
        assert "CLIENT 040" in session.cursor
        await session.press("pageup", "f7", "f7")
        assert "CLIENT 001" in session.cursor

    play(InscriptionGroupeeScreen(portefeuille), steps)


def test_without_a_line_each_key_says_so(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("i")
        assert "collez-les" in session.text
        await session.press("space")
        assert "collez d'abord votre tableau" in session.message
        await session.press("ctrl+s")
        assert "Aucune ligne cochée" in session.text
        await session.press("enter")
        await paste(session, "\n \n")
        assert "Rien à lire" in session.message
        await session.press("escape")
        assert isinstance(session.screen, EtablissementsScreen)
        assert session.message == ""

    play(EtablissementsScreen(portefeuille), steps)


def test_lines_are_inscribed_from_accueil_too(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("i")
        await paste(session, table(1, 2))
        await session.press("ctrl+s", "o", "enter")
        assert "2 clients inscrits." in session.message
        assert "2 comptes inscrits" in session.text

    play(AccueilScreen(portefeuille), steps)
    assert names() == ["CLIENT 001", "CLIENT 002"]


def test_too_many_lines_are_counted(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collage, "MOST", 2)

    async def steps(session: Session) -> None:
        await paste(session, table(1, 2, 3, 4, 5))
        assert "3 lignes n'ont pas été lues." in session.text

    play(InscriptionGroupeeScreen(portefeuille), steps)


def test_a_long_inscription_stopped_by_the_base_keeps_the_rest(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lot, "AT_ONCE", 2)
    monkeypatch.setattr(lots, "SLICE", 2)
    right = LotEnroll._all

    def full_after_two(self: LotEnroll, items: tuple[ToEnroll, ...]) -> list[Said]:
        if self.done:
            raise StorageFailure("Disque plein : rien n'a été enregistré.")
        return right(self, items)

    monkeypatch.setattr(LotEnroll, "_all", full_after_two)

    async def steps(session: Session) -> None:
        await paste(session, table(1, 2, 3, 4, 5))
        await session.press("ctrl+s", "o", "enter")
        assert "Disque plein" in session.text
        await session.press("escape")
        assert "3 lignes : 3 prêtes" in session.text
        assert "2 clients inscrits." in session.text

    play(InscriptionGroupeeScreen(portefeuille), steps)
    assert names() == ["CLIENT 001", "CLIENT 002"]


def test_a_reader_pastes_nothing(portefeuille: Portefeuille) -> None:
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        await paste(session, table(1, 2))
        assert "consultation seulement" in session.message
        await session.press("i")
        assert isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(reader), steps)
