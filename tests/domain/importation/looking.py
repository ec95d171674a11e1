"""Pasted lines, read and looked at."""

from __future__ import annotations

from models.importation.examination import Examination
from models.importation.files.opening import read_text
from models.importation.lines import Ligne
from models.importation.table import Tableau, read
from models.importation.verdicts import Choices, Examen
from models.portefeuille import Portefeuille


def tableau_of(text: str) -> Tableau:
    return read(read_text(text))


def only(text: str) -> Ligne:
    (ligne,) = tableau_of(text).lignes
    assert not ligne.fautes
    return ligne


def look(portefeuille: Portefeuille, *rows: str, deja_inscrit: bool = False) -> list[Examen]:
    """Look at lines of Siren, compte, montant, NIR, type and nom."""
    text = "\n".join(("Siren;Compte;Montant;NIR;Type;Nom", *rows))
    examination = Examination(portefeuille, Choices(deja_inscrit))
    examination.examine(tableau_of(text).lignes)
    return [one for _, one in sorted(examination.examens.items())]


def plain(examen: Examen) -> str:
    return examen.motif.replace("\xa0", " ")
