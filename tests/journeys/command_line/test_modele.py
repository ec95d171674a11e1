"""`modele`, and `--modele` of `services` and `inscrire`, from their words to the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.storage.opening import close_database
from models.tables import Modele, Operation
from tests.cabinet import siren
from tests.journeys.command_line.command import Run, look

DSN = "Employeur avec DSN"
ONE = siren(1)


@pytest.fixture
def kept(espace: Run) -> Run:
    """Give the command of a cabinet with two modèles, and a client who has one box."""
    client = ("--siren", ONE, "--regime", "general", "--deja-inscrit", "--services", "attestations")
    assert espace("inscrire", *client).status == 0
    done = espace("modele", "garder", f"  {DSN} ", "--services", "dpae,tableau_bord_dsn")
    assert (done.status, done.out, done.err) == (0, f"Modèle gardé\xa0: {DSN}.\n", "")
    assert espace("modele", "garder", "Attestations", "--client", ONE).status == 0
    return espace


def modeles(run: Run) -> dict[str, tuple[object, object]]:
    rows = run("modele", "lister", "--json").rows
    return {str(one["nom"]): (one["services"], one["d_office"]) for one in rows}


def verbs(tmp_path: Path) -> list[str]:
    look(tmp_path)
    found = [one.verbe for one in Operation.select().order_by(Operation.rang)]
    close_database()
    return found


def test_boxes_are_kept_from_their_codes_or_from_a_client(kept: Run, tmp_path: Path) -> None:
    boxes = ["dpae", "tableau_bord_dsn"]
    assert modeles(kept) == {DSN: (boxes, None), "Attestations": (["attestations"], None)}
    shown = kept("modele", "lister").out.replace("\xa0", " ").splitlines()
    assert shown == [
        "Attestations  1 case : attestations",
        f"{DSN}  2 cases : dpae, tableau_bord_dsn",
    ]
    taken = kept("modele", "garder", DSN.upper(), "--client", ONE)
    assert (taken.status, taken.out) == (1, "")
    assert f"Un modèle s'appelle déjà «\xa0{DSN}\xa0»" in taken.err
    assert "--remplacer" in taken.err
    assert kept("modele", "garder", DSN, "--client", ONE, "--remplacer").status == 0
    assert modeles(kept)[DSN] == (["attestations"], None)
    assert verbs(tmp_path)[2:] == ["garder_modele"] * 3


def test_a_modele_is_renamed_and_removed_and_each_is_undone(kept: Run, tmp_path: Path) -> None:
    done = kept("modele", "renommer", DSN.lower(), "Paie")
    assert (done.status, done.out, done.err) == (0, "Modèle renommé\xa0: Paie.\n", "")
    assert set(modeles(kept)) == {"Paie", "Attestations"}
    taken = kept("modele", "renommer", "Paie", "ATTESTATIONS")
    assert (taken.status, taken.out) == (1, "")
    assert "Un autre modèle s'appelle déjà" in taken.err
    assert kept("modele", "renommer", "Paie", "PAIE").status == 0
    assert kept("modele", "supprimer", "paie").out == "Modèle supprimé\xa0: PAIE.\n"
    assert set(modeles(kept)) == {"Attestations"}
    told = [kept("annuler").out.replace("\xa0", " ") for _ in range(3)]
    assert told[0] == "Annulé : la suppression du modèle « PAIE ».\n"
    assert told[2] == "Annulé : le changement de nom du modèle « Paie ».\n"
    assert set(modeles(kept)) == {DSN, "Attestations"}
    assert verbs(tmp_path)[4:] == [*["renommer_modele"] * 2, "oublier_modele", *["annuler"] * 3]
    assert "Modèle renommé" in kept("journal").out


def test_boxes_are_ticked_unasked_for_new_clients(kept: Run) -> None:
    given = kept("modele", "d-office", DSN, "--pour", "profession_liberale")
    assert given.out == (f"Modèle «\xa0{DSN}\xa0»\xa0: coché d'office pour les indépendants.\n")
    assert modeles(kept)[DSN][1] == "artisan_commercant"
    assert "d'office pour les indépendants" in kept("modele", "lister").out
    again = kept("modele", "d-office", DSN, "--pour", "artisan_commercant")
    assert (again.status, again.out) == (0, "Rien à changer.\n")
    taken_back = kept("modele", "d-office", DSN, "--pour", "personne")
    assert taken_back.out.endswith("plus coché d'office pour les indépendants.\n")
    assert modeles(kept)[DSN][1] is None


def test_a_modele_ticks_its_boxes_and_no_others(kept: Run) -> None:
    done = kept("services", ONE, "--modele", DSN, "--json")
    assert done.rows[0]["services"] == ["dpae", "tableau_bord_dsn"]
    more = kept("services", ONE, "--modele", "attestations", "--ajouter", "dpae", "--json")
    assert more.rows[0]["services"] == ["dpae", "attestations"]
    less = kept("services", ONE, "--modele", DSN, "--retirer", "dpae", "--json")
    assert less.rows[0]["services"] == ["tableau_bord_dsn"]
    client = ("--siren", siren(2), "--regime", "general", "--deja-inscrit", "--modele", DSN)
    assert kept("inscrire", *client, "--json").rows[0]["services"] == ["dpae", "tableau_bord_dsn"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("modele", "garder", " ", "--services", "dpae"), 1, "Nommez ce modèle"),
        (("modele", "garder", "x" * 41, "--services", "dpae"), 1, "40 caractères"),
        (("modele", "garder", "Vide", "--services", ""), 1, "cochez-en une au moins"),
        (("modele", "garder", "Faux", "--services", "paie"), 1, "Service inconnu"),
        (("modele", "garder", "Faux", "--client", siren(9)), 3, "n'est pas dans le portefeuille"),
        (("modele", "garder", "Faux"), 2, "il faut l'un de ces arguments"),
        (("modele", "renommer", DSN, ""), 1, "Nommez ce modèle"),
        (("modele", "renommer", "Faux", "Autre"), 3, "Aucun modèle ne s'appelle « Faux »"),
        (("modele", "supprimer", "Faux"), 3, "Aucun modèle ne s'appelle « Faux »"),
        (("modele", "d-office", "Faux", "--pour", "general"), 3, "Aucun modèle ne s'appelle"),
        (("modele", "d-office", DSN), 2, "il manque : --pour"),
        (("modele",), 2, "il manque : ACTION"),
        (("services", ONE, "--modele", "Faux"), 3, "Aucun modèle ne s'appelle"),
        (
            ("inscrire", "--gerant", "--compte", "117000000900000009", "--modele", "Faux"),
            *(3, "Aucun modèle ne s'appelle"),
        ),
    ],
)
def test_what_is_not_there_or_holds_nothing_is_refused(
    kept: Run, tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    before = modeles(kept), verbs(tmp_path)
    refused = kept(*words)
    assert (refused.status, refused.out) == (status, "")
    assert said in refused.err.replace("\xa0", " ")
    assert (modeles(kept), verbs(tmp_path)) == before


def test_hostile_names_are_not_printed_raw(kept: Run, tmp_path: Path) -> None:
    look(tmp_path)
    Modele.update(nom="a\x1b]52;c;Zg==\x07b\u202ec").where(Modele.nom == DSN).execute()
    close_database()
    for words in (("modele", "lister"), ("modele", "lister", "--json")):
        assert not set(kept(*words).out) & {"\x1b", "\x07", "\u202e"}
