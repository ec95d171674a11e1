"""The rows of a cabinet, compared with the seals that operations left of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from models.cleaning import fold, one_line
from models.identifiers import siren
from models.sealing.vault import Vault
from models.tables import Cabinet, CleSsh, Compte, Inscription, Utilisateur
from models.wording import show_date, show_number
from models.writing.comptes import comptes_of
from models.writing.first_seals import inscriptions
from models.writing.photograph import KEYS
from models.writing.row_keys import set_keys
from models.writing.row_seals import seal_of, seal_of_key, seal_of_person

R = TypeVar("R")

NAMED = 5
"""As many as one sentence names."""


class Left(NamedTuple):
    """What the last operation on a row left of it: its seal, and the operation."""

    seal: bytes
    rang: int
    instant: datetime


class _Rows:
    """Compares rows with their seals; what each has is what `left` says, which it takes."""

    def __init__(self, left: dict[UUID, Left]) -> None:
        self._left = left
        self.changed: list[str] = []
        self.added: list[str] = []

    def look(self, uid: UUID, seal: bytes | None, called: str) -> bool:
        """Look at one; tell whether it is as it was left."""
        left = self._left.pop(uid, None)
        if left is None:
            self.added.append(called)
        elif left.seal != seal:
            self.changed.append(called)
        return bool(left and left.seal == seal)


def wrong_rows(cabinet: Cabinet, vault: Vault, left: Mapping[UUID, Left]) -> list[str]:
    """Say in French which rows are not as operations left them: changed, added, deleted."""
    gone = dict(left)
    people, keys, clients, unfound = _Rows(gone), _Rows(gone), _Rows(gone), list[str]()
    for one in Utilisateur.select().where(Utilisateur.cabinet == cabinet):
        people.look(one.uid, seal_of_person(vault, one), one_line(one.identifiant))
    for key in CleSsh.select().where(CleSsh.cabinet == cabinet):
        keys.look(key.uid, seal_of_key(vault, key), one_line(key.empreinte))
    for rows in inscriptions(cabinet):
        comptes = comptes_of(rows)
        for row in rows:
            own = comptes[row.id]
            right = clients.look(row.uid, seal_of(vault, row, own), _called(row))
            if right and not _is_found(row, own):
                unfound.append(_called(row))
    told = {
        "Accès changés hors de Portefeuille": people.changed,
        "Accès ajoutés hors de Portefeuille": people.added,
        "Clés SSH changées hors de Portefeuille": keys.changed,
        "Clés SSH ajoutées hors de Portefeuille": keys.added,
        "Clients changés hors de Portefeuille": clients.changed,
        "Clients ajoutés hors de Portefeuille": clients.added,
        "Clients que la recherche ne trouve plus, changés hors de Portefeuille": unfound,
        "Supprimés hors de Portefeuille": [
            f"celui de l'opération {one.rang} du {show_date(one.instant)}" for one in gone.values()
        ],
    }
    return [f"{what} : {_listed(names)}." for what, names in told.items() if names]


def _is_found(row: Inscription, comptes: list[Compte]) -> bool:
    """Tell whether the keys of a row are made of what it says; the order of its comptes is free."""
    was = {name: getattr(row, name) for name in KEYS}
    set_keys(row, comptes)
    words = was["cle_recherche"].split(), row.cle_recherche.split()
    towns = {fold(compte.ville) for compte in comptes} or {""}
    same = was["cle_nom"] == row.cle_nom and was["cle_dossier"] == row.cle_dossier
    return same and sorted(words[0]) == sorted(words[1]) and was["cle_ville"] in towns


def _called(row: Inscription) -> str:
    nom = one_line(f"{row.civilite or ''} {row.raison_sociale}") or "sans nom"
    return f"{nom} (Siren {siren.show(row.siren)})" if row.siren else nom


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f", et {show_number(more)} de plus" if more > 0 else "")
