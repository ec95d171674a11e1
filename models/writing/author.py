"""Who changes the rows, and what is written of it in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.errors import NotAllowed
from models.labels import Role
from models.rights import WRITERS
from models.sealing.vault import Vault
from models.search.fiches import living_comptes
from models.tables import Cabinet, Inscription, Retour, Utilisateur
from models.writing import journal

PROOF_COLUMNS = frozenset({"montant_centimes", "nir"})

Details = dict[str, object]
"""What the journal says of a change."""


@dataclass(frozen=True)
class Author:
    """Who changes what, where and when."""

    cabinet: Cabinet
    utilisateur: Utilisateur | None
    vault: Vault
    instant: datetime
    lot: UUID | None = None

    def record(
        self, verbe: str, uid: UUID, champs: Details, operation: UUID | None, before: bytes | None
    ) -> None:
        """Write the operation, and sealed beside it what undoing it needs."""
        written = journal.record(
            self.cabinet,
            self.vault,
            verbe,
            utilisateur=self.utilisateur,
            instant=self.instant,
            inscription_uid=uid,
            champs=champs,
            operation=operation,
            lot=self.lot,
        )
        if before is not None and self.vault.is_open:
            sealed = self.vault.seal(before, row=written.id, field="retour")
            Retour.create(operation=written, cabinet=self.cabinet, avant=sealed)


def refuse_closed(person: Utilisateur) -> None:
    """Raise NotAllowed if the access was closed or lowered since the sign in."""
    now = Utilisateur.get_by_id(person.id)
    if not now.actif or Role(now.role) not in WRITERS:
        raise NotAllowed(
            "Votre accès a changé depuis votre connexion : rien n'a été enregistré. "
            "Voyez votre administrateur."
        )


def photograph(row: Inscription, cabinet: Cabinet) -> bytes:
    """Give the row and its comptes as canonical JSON; proofs are erased for good, so not kept."""
    kept = {name: value for name, value in row.__data__.items() if name not in PROOF_COLUMNS}
    comptes = [compte.__data__ for compte in living_comptes(row.id, cabinet)]
    return journal.canonical(_plain({"inscription": kept, "comptes": comptes})).encode()


def _plain(value: object) -> object:
    """Turn a row's values into what JSON can hold."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case datetime():
            return value.isoformat()
        case UUID():
            return value.hex
        case _:
            return value
