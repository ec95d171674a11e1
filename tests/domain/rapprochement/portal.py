"""Pages of urssaf.fr, as people copy them, and tables of it."""

from __future__ import annotations

from collections.abc import Iterable

from models.fiche import Fiche
from models.importation import table
from models.importation.files.opening import read_text
from models.importation.table import Tableau
from models.portefeuille import Portefeuille
from models.rapprochement.comparing import Rapprochement, compare
from models.rapprochement.constat import Constat, Groupe
from models.rapprochement.releve import Releve

MENU = "Gérer les établissements\nCompte(s)\n"


def row(title: str, *, radie: bool = False) -> str:
    return f"{title}{' (Radié)' if radie else ''} ✍ ✕"


def page(*rows: str) -> str:
    return MENU + "\n".join(rows) + "\nPrécédent | Suivant\n"


def page_of(fiches: Iterable[Fiche]) -> str:
    """Write the page on which the portal lists them."""
    return page(*(row(one.title, radie=one.est_radie) for one in fiches))


def read(text: str) -> Tableau:
    return table.read(read_text(text))


def releve_of(*texts: str) -> Releve:
    releve = Releve()
    for text in texts:
        releve.add(read(text))
    return releve


def compared(portefeuille: Portefeuille, *texts: str, complete: bool = False) -> Rapprochement:
    return compare(portefeuille.here(), releve_of(*texts), complete=complete)


def only(found: Rapprochement, groupe: Groupe) -> Constat:
    (constat,) = found.of(groupe)
    return constat
