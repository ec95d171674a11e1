"""Second step: lines narrowed, corrected, taken, completed."""

from __future__ import annotations

import pytest

from models.labels import ToDo
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.importation.completing import CompletingModal
from screens.importation.ligne import LigneModal
from screens.importation.lines_screen import LignesScreen
from screens.importation.report_screen import RapportScreen
from screens.widgets.chooser import Chooser
from tests.cabinet import NIR, employeur, numero, siren
from tests.journeys.importation.importation_stage import (
    names,
    paste,
    plain,
    screen_of,
    shows,
    table,
)
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_lines_that_cannot_be_stay_and_say_why(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(5))

    async def steps(session: Session) -> None:
        await paste(session, table(1, 5) + "\r12\t34\t12.500\tFAUX")
        await session.press("ctrl+s")
        assert "2 Prêtes 1 4 Déjà inscrites 1 5 En erreur 1" in plain(session.text)
        await session.press("down")
        assert "Ligne 3. Dans votre portefeuille depuis le 12/06/2026" in plain(session.text)
        await session.press("down", "space")
        assert "Ligne en erreur : Entrée la corrige." in plain(session.message)
        await session.press("ctrl+s")
        assert "1 ligne en erreur." in plain(session.text)
        await session.press("o", "enter")
        assert shows(session, RapportScreen)
        assert "1 client inscrit, à faire sur urssaf.fr" in plain(session.text)
        await session.press("escape")
        assert "Abandonner 1 ligne non inscrite ?" in plain(session.text)
        await session.press("n", "l")
        assert shows(session, LignesScreen)
        assert "[1 Toutes 2]" in plain(session.text)
        await session.press("escape", "escape", "o", "enter")
        assert "✓ 1 client inscrit." in plain(session.text)

    play(EtablissementsScreen(portefeuille), steps)
    assert names() == ["BOULANGERIE 005", "CLIENT 001"]


def test_one_types_first_where_a_line_is_wrong(portefeuille: Portefeuille) -> None:
    text = f"Siren\tType\tCompte\tMontant\n{siren(1)}\tEmployeur\t{numero(1)}\t12.500"

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "enter")
        assert shows(session, LigneModal)
        await session.press("ctrl+u", *"12500", "ctrl+s")
        assert plain(session.message) == "Ligne 2 : prête."

    play(screen_of(portefeuille, text), steps)


def test_a_line_is_corrected_in_its_cells(portefeuille: Portefeuille) -> None:
    text = f"Siren\tNote\tCouleur\tType\n{siren(1)}\tx\t0\tEmployeur\n12\ty\t0\tEmployeur"

    async def steps(session: Session) -> None:
        await session.press("f2", "ctrl+s", "down", "enter")
        assert shows(session, LigneModal)
        assert "Ligne 3" in session.text
        assert "Couleur" not in session.text
        await session.press("end", "ctrl+u", *siren(2), *["tab"] * 3, *numero(2))
        await session.press("tab", "tab", *"12,5", "ctrl+s")
        assert session.message == "Ligne 3 : prête.".replace(" :", "\xa0:")
        assert "2 Prêtes 1 5 En erreur 1" in plain(session.text)
        assert session.cursor.startswith("›✓")
        await session.press("escape", "ctrl+s")
        assert "2 Prêtes 1 5 En erreur 1" in plain(session.text)
        await session.press("ctrl+s", "o", "enter", "escape", "o", "enter")

    play(screen_of(portefeuille, text), steps)
    (fiche,) = portefeuille.page().fiches
    assert (fiche.siren, fiche.note, fiche.montant_centimes) == (siren(2), "y", 1250)
    assert fiche.comptes[0].numero_compte == numero(2)


def test_the_type_of_one_line_is_chosen(portefeuille: Portefeuille) -> None:
    text = f"Siren\tNom\n{siren(1)}\tA\n{siren(2)}\tB"

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "enter")
        assert "<À dire" in session.text
        await session.press("right", "right", "ctrl+s")
        assert "prête" in session.message
        await session.press("ctrl+s", "o", "enter", "escape", "o", "enter")

    play(screen_of(portefeuille, text), steps)
    assert [one.regime.value for one in portefeuille.page().fiches] == ["artisan_commercant"]


def test_the_type_that_is_said_of_all_is_that_of_a_line(portefeuille: Portefeuille) -> None:
    text = f"Siren\tNom\n{siren(1)}\tA\n{siren(2)}\tB"

    async def steps(session: Session) -> None:
        session.screen.query_one("#regime", Chooser).focus()
        await session.press("a", "ctrl+s", "enter")
        assert "À dire" not in session.text
        await session.press("escape")
        assert shows(session, LignesScreen)
        await session.press("enter", *["down"] * 3)
        assert "<Artisan" in session.text
        await session.press("right", "ctrl+s", "ctrl+s", "o", "enter", "escape")

    play(screen_of(portefeuille, text), steps)
    regimes = [one.regime.value for one in portefeuille.page().fiches]
    assert regimes == ["profession_liberale", "artisan_commercant"]


def test_giving_up_a_correction_changes_nothing(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "enter", *"999", "escape")
        assert "Abandonner la saisie ?" in plain(session.text)
        await session.press("n")
        assert shows(session, LigneModal)
        assert "Corriger" in session.lines[-1]
        await session.press("escape", "o", "enter")
        await session.press("enter", "escape")
        assert shows(session, LignesScreen)
        assert "5 En erreur 2" in plain(session.text)

    play(screen_of(portefeuille, "Siren\tType\n12\tEmployeur\n34\tEmployeur"), steps)


def test_a_nir_is_kept_unseen_replaced_or_erased(portefeuille: Portefeuille) -> None:
    text = f"Siren\tCompte\tType\tNIR\n{siren(1)}\t{numero(1)}\tArtisan\t{NIR}"
    to_nir = ("enter", *["tab"] * 3)

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", *to_nir)
        assert "tel quel si vide" in session.text
        assert NIR[:8] not in session.text
        await session.press("ctrl+s")
        assert "2 Prêtes 1" in plain(session.text)
        await session.press(*to_nir, "minus", "ctrl+s")
        assert "5 En erreur 1" in plain(session.text)
        await session.press("enter", *NIR, "ctrl+s")  # where it is asked for
        assert "2 Prêtes 1" in plain(session.text)
        await session.press("ctrl+s", "o", "enter", "enter")

    play(screen_of(portefeuille, text), steps)
    assert portefeuille.page().fiches[0].nir_masque


def test_a_doubtful_line_is_inscribed_only_if_it_is_taken(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f2", "f2", "ctrl+s")
        assert "2 Prêtes 1 3 À vérifier 1" in plain(session.text)
        assert "La clé de contrôle" in session.text
        await session.press("space", "space", "ctrl+s")
        assert "Inscrire 1 client ?" in plain(session.text)
        assert "1 ligne laissée de côté." in plain(session.text)
        await session.press("o", "enter", "escape", "o", "enter")

    text = f"Siren\tNom\tType\n123456789\tDOUTEUX\tEmployeur\n{siren(1)}\tSUR\tEmployeur"
    play(screen_of(portefeuille, text), steps)
    assert names() == ["DOUTEUX"]


def test_all_of_a_kind_are_taken_then_left(portefeuille: Portefeuille) -> None:
    rows = [f"{number}\tX{number}\tEmployeur\tInconnu" for number in (123456789, 123456788)]
    rows += [f"{siren(n)}\tY{n}\tEmployeur\t{who}" for n, who in ((1, "Inconnu"), (2, ""))]

    async def steps(session: Session) -> None:
        await session.press("ctrl+s")
        assert "2 Prêtes 1 3 À vérifier 3" in plain(session.text)
        await session.press("f", "f", "f")
        assert "Montré : À vérifier : numéro inhabituel." in plain(session.text)
        await session.press("asterisk")
        assert session.message == "2\xa0lignes prises."
        assert "À inscrire : 3 clients" in plain(session.text)
        await session.press("asterisk")
        assert session.message == "2\xa0laissées."
        await session.press("f", "asterisk", "ctrl+s")
        assert "Inscrire 4 clients ?" in plain(session.text)
        await session.press("n", "2", "asterisk", "ctrl+s")
        assert "Inscrire 3 clients ?" in plain(session.text)

    play(screen_of(portefeuille, "\n".join(("Siren\tNom\tType\tResponsable", *rows))), steps)


def test_what_was_taken_has_to_be_read_again_once_its_doubt_is_another(
    portefeuille: Portefeuille,
) -> None:
    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "space")
        assert "À inscrire : 1 client" in plain(session.text)
        await session.press("up", "enter", "tab", *"Inconnu", "ctrl+s")
        assert "À inscrire : 0 client" in plain(session.text)

    text = "Siren\tResponsable\tType\n123456789\t\tEmployeur"
    play(screen_of(portefeuille, text), steps)


def test_pages_of_lines_are_turned(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "pagedown")
        assert "CLIENT 015" in session.cursor
        await session.press("f8", "f8")
        assert "CLIENT 040" in session.cursor
        await session.press("pageup", "f7", "f7")
        assert "CLIENT 001" in session.cursor
        await session.press("end")
        assert "CLIENT 040" in session.cursor

    play(screen_of(portefeuille, table(*range(1, 41))), steps)


def test_who_is_there_is_completed_never_overwritten(portefeuille: Portefeuille) -> None:
    bare = employeur(1, forme_juridique="")
    there = portefeuille.report(portefeuille.enroll(bare))
    text = (
        f"Siren\tCompte\tType\tNom\tForme\tVille\n"
        f"{siren(1)}\t{numero(1)}\tEmployeur\tAUTRE NOM\tSAS\tSAVIGNAC\n"
        f"{siren(1)}\t{numero(2)}\tEmployeur\tAUTRE NOM\tSAS\tALBI"
    )

    async def steps(session: Session) -> None:
        await session.press("ctrl+s")
        assert "4 Déjà inscrites 2" in plain(session.text)
        await session.press("enter")
        assert shows(session, CompletingModal)
        said = plain(session.text)
        assert "Forme juridique : SAS" in said
        assert "Un compte de plus : 117 000000900000002" in said
        assert "Raison sociale : ici BOULANGERIE 001, là AUTRE NOM." in said
        await session.press("enter")
        assert "à compléter : 1" in plain(session.text)
        await session.press("ctrl+s")
        assert "Compléter 1 client ?" in plain(session.text)
        assert portefeuille.get(there.uid) == there
        await session.press("o", "enter", "enter")

    app = play(screen_of(portefeuille, text), steps)
    assert app.answer == "1\xa0client complété."
    now = portefeuille.get(there.uid)
    assert (now.raison_sociale, now.forme_juridique) == ("BOULANGERIE 001", "SAS")
    assert [one.numero_compte for one in now.comptes] == [numero(1), numero(2)]
    assert now.ecart is ToDo.AUCUN


def test_who_is_new_and_who_is_completed_are_one_gesture(portefeuille: Portefeuille) -> None:
    there = portefeuille.report(portefeuille.enroll(employeur(1, forme_juridique="")))
    text = (
        f"Siren\tCompte\tType\tNom\tForme\n"
        f"{siren(1)}\t{numero(1)}\tEmployeur\t\tSAS\n"
        f"{siren(2)}\t{numero(2)}\tEmployeur\tNOUVEAU\tSARL"
    )

    async def steps(session: Session) -> None:
        await session.press("ctrl+s", "4", "enter", "enter", "ctrl+s")
        assert "Inscrire 1 client ?" in plain(session.text)
        assert "Compléter 1 client déjà inscrit." in plain(session.text)
        await session.press("o", "enter", "enter")

    app = play(screen_of(portefeuille, text), steps)
    assert plain(str(app.answer)) == "1 client inscrit. 1 client complété."
    assert portefeuille.get(there.uid).forme_juridique == "SAS"

    async def takes_back(session: Session) -> None:
        await session.press("u")
        asked = "Annuler l'inscription et la modification des données de 2 comptes ?"
        assert asked in plain(session.text)
        await session.press("enter")

    play(EtablissementsScreen(portefeuille), takes_back)
    assert [one.uid for one in portefeuille.page().fiches] == [there.uid]
    assert portefeuille.get(there.uid).forme_juridique == ""
