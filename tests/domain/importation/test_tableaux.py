"""The tables that cabinets have, each read as its attendu says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from models.importation import report, table
from models.importation.examination import Examination
from models.importation.files.opening import read_file
from models.importation.verdicts import Choices
from models.labels import Role
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Utilisateur
from tests.cabinet import employeur, new_person, open_portefeuille
from tests.domain.importation.judging import faults, leaks
from tests.tries import server_in_full

# What the server is asked of a table, test_enrolled_among asks it too.
pytestmark = server_in_full

TABLES = Path(__file__).parents[2] / "data" / "tableaux"
PEOPLE = {
    "C. Durand": "c.durand",
    "M. Petit": "m.petit",
    "S. Leroy": "s.leroy",
    "A. Nguyen": "a.nguyen",
}

EXPECTED = sorted(TABLES.glob("*.attendu.json"))


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    made = open_portefeuille(tmp_path)
    for nom, identifiant in PEOPLE.items():
        person = new_person(made._cabinet, nom, Role.COLLABORATEUR)
        Utilisateur.update(identifiant=identifiant).where(Utilisateur.id == person.id).execute()
    return made


def read_as_expected(portefeuille: Portefeuille, expected: dict[str, Any]) -> dict[str, object]:
    for words in expected["avant"]:
        said = dict(zip(words[1::2], words[2::2], strict=False))
        compte = SaisieCompte(numero_compte=said["--compte"])
        texts = {"siren": said["--siren"], "raison_sociale": said["--raison-sociale"]}
        portefeuille.enroll(employeur(1, comptes=(compte,), deja_inscrit=True, **texts))
    tableau = table.read(read_file(TABLES / expected["fichier"]))
    choices = Choices(deja_inscrit="--deja-inscrits" in expected["options"])
    examination = Examination(portefeuille, choices)
    examination.examine(tableau.lignes)
    people = {one.uid: one.identifiant for one in portefeuille.personnes()}
    examens = [examination.examens[ligne.numero] for ligne in tableau.lignes]
    return report.as_json(tableau, examens, people)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.partition(".")[0])
def test_a_table_is_read_as_is_right(portefeuille: Portefeuille, path: Path) -> None:
    expected = json.loads(path.read_text("utf-8"))
    found = read_as_expected(portefeuille, expected)
    assert faults(expected, found, PEOPLE) == []
    text = json.dumps(found, ensure_ascii=False)
    allowed = [
        compte["numero_compte"]
        for ligne in expected["lignes"]
        for compte in (ligne["inscription"] or {}).get("comptes", [])
        if isinstance(compte.get("numero_compte"), str)
    ]
    assert leaks(expected["secrets"], text, allowed) == []
