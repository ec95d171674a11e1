"""Lists of fictitious clients as two programs write them, and as three cabinets spell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from random import Random
from uuid import UUID

from models.demo.clients import Clients
from models.importation.grille import Grille, Rangee
from models.labels import Regime, Service
from models.saisie import Saisie

Rows = list[list[str]]
PEOPLE = {
    UUID(int=1): "Claire Durand",
    UUID(int=2): "Marc Petit",
    UUID(int=3): "Sophie Leroy",
}
TYPES = {
    Regime.GENERAL: "Employeur",
    Regime.ARTISAN_COMMERCANT: "Artisan",
    Regime.PROFESSION_LIBERALE: "Libéral",
    Regime.GERANT_MAJORITAIRE: "Gérant majoritaire",
}
BOXES = (Service.DPAE, Service.ATTESTATIONS, Service.ETRANGER, Service.COURRIEL_BIS)
OF_PROGRAM = (
    *("Réf. dossier", "Dénomination", "Titre", "Nom", "Prénom", "SIREN client", "Cpte URSSAF"),
    *("Régime social", "Montant dernière déclaration", "Num. Sécu", "CP", "Localité"),
    *("Situation", "Suivi par", "Forme", "Commentaire"),
)
OF_SPREADSHEET = (
    *("Code dossier", "Raison sociale", "Siren", "Siret", "N° compte", "Type", "CP", "Ville"),
    *("Montant", "NIR", "Responsable", "État", "Note"),
)


def clients_of(seed: int, number: int) -> list[Saisie]:
    """Give fictitious clients, whose comptes all have a number."""
    clients = Clients(Random(seed), list(PEOPLE)).draw()
    return list(islice(filter(_is_whole, clients), number))


def _is_whole(saisie: Saisie) -> bool:
    return not saisie.deja_inscrit and all(one.numero_compte for one in saisie.comptes)


def of_program(clients: list[Saisie], spelled: Callable[[str], str] = str) -> Rows:
    """Give the list of a program, titles first: persons apart from firms, one compte a client."""
    return [list(OF_PROGRAM), *(_of_program(one, spelled) for one in clients)]


def _of_program(saisie: Saisie, spelled: Callable[[str], str]) -> list[str]:
    compte, words = saisie.comptes[0], saisie.raison_sociale.rsplit(" ", 1)
    person = saisie.regime is not Regime.GENERAL and len(words) == 2
    nom, prenom = words if person else ("", "")
    return [
        *(saisie.code_dossier, "" if person else saisie.raison_sociale),
        *(saisie.civilite if person else "", nom, spelled(prenom), saisie.siren),
        *(compte.numero_compte, TYPES[saisie.regime], _montant(saisie), saisie.nir),
        *(compte.code_postal, spelled(compte.ville), compte.etat.label, _responsable(saisie)),
        *(saisie.forme_juridique, saisie.note),
    ]


def of_spreadsheet(clients: list[Saisie], spelled: Callable[[str], str] = str) -> Rows:
    """Give the list of a cabinet, titles first: a line for each compte."""
    return [list(OF_SPREADSHEET), *(row for one in clients for row in _of_comptes(one, spelled))]


def _of_comptes(saisie: Saisie, spelled: Callable[[str], str]) -> Iterator[list[str]]:
    for compte in saisie.comptes:
        yield [
            *(saisie.code_dossier, spelled(saisie.raison_sociale), saisie.siren, compte.siret),
            *(compte.numero_compte, TYPES[saisie.regime], compte.code_postal),
            *(spelled(compte.ville), _montant(saisie), saisie.nir, _responsable(saisie)),
            *(compte.etat.label, saisie.note),
        ]


def with_boxes(clients: list[Saisie]) -> Rows:
    """Give the list of a cabinet that ticks some services of each client."""
    whole = [replace(one, comptes=one.comptes[:1]) for one in clients]
    titles, *rows = of_spreadsheet(whole)
    boxes = [["x" if box in one.services else "" for box in BOXES] for one in whole]
    made = [[*row, *ticks] for row, ticks in zip(rows, boxes, strict=True)]
    return [[*titles, *(box.label for box in BOXES)], *made]


def with_others(clients: list[Saisie]) -> Rows:
    """Give the list of a cabinet that has columns of its own."""
    whole = [replace(one, comptes=one.comptes[:1]) for one in clients]
    titles, *rows = of_spreadsheet(whole)
    others = (
        [
            f"{1 + rank % 28:02}/03/20{10 + rank % 15}",
            f"01 02 03 {rank % 100:02} 05",
            f"client{rank}@exemple.fr",
            f"{4711 + rank % 7}A",
        ]
        for rank in range(len(rows))
    )
    made = [[*row, *more] for row, more in zip(rows, others, strict=True)]
    return [[*titles, "Date d'entrée", "Téléphone", "E-mail", "Code APE"], *made]


def _montant(saisie: Saisie) -> str:
    return saisie.montant if saisie.regime is Regime.GENERAL else ""


def _responsable(saisie: Saisie) -> str:
    return PEOPLE[saisie.responsable] if saisie.responsable else ""


def grid(rows: Rows) -> Grille:
    """Give rows as they are read of a file."""
    return Grille(tuple(Rangee(numero, tuple(row)) for numero, row in enumerate(rows, 1)))
