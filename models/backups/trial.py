"""Trying a backup: restored to a throw-away place, read from one end to the other, forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from models.access.espace import open_vault
from models.backups.one_nir import OneNir
from models.backups.throwaway import empty_database, private_folder
from models.cleaning import one_line
from models.errors import StorageFailure
from models.sealing.vault import MainKey
from models.storage.backup import check_database
from models.storage.dumps import restore_dump
from models.storage.engine import Contents
from models.storage.failures import explaining, reading
from models.storage.opening import close_database, open_database, opened
from models.storage.postgresql_engine import SCHEMES
from models.storage.read_dumps import contents_of_dump, nir_in_dump
from models.storage.regular_files import copy_file, first_bytes, refuse_no_room
from models.storage.restoring import (
    Decrypt,
    refuse_altered,
    refuse_other_dump,
    refuse_unusable_copy,
    require_backup,
)
from models.tables import Cabinet, Inscription, Operation
from models.wording import count
from models.writing.verifying import verify

DUMP = b"PGDMP"
NOTHING = Contents(0, 0, 0)
ROOM = 2
"""Times the size of a backup: it is copied, then brought up to date if it is an old one."""
NO_KEY = (
    "Les sceaux du journal n'ont pas été vérifiés et aucun numéro de sécurité sociale n'a été lu : "
    "donnez la clé principale avec --cle FICHIER."
)
OTHER_KEY = "{nom} : cette clé principale n'est pas la sienne, ses sceaux n'ont pas été vérifiés."
NO_SERVER = (
    "Le journal n'a pas été vérifié : c'est une sauvegarde de PostgreSQL. Donnez avec --base "
    "l'adresse d'un serveur où l'essayer, dont rien ne changera."
)


@dataclass
class Proof:
    """What a trial saw: `wrong` and `unverified` say, in French, why it proves nothing yet.

    `digest` tells whether a SHA-256 beside the backup was compared, `last` when the last
    operation of its journal was.
    """

    digest: bool
    contents: Contents = NOTHING
    last: datetime | None = None
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)

    def take(self, nir: OneNir) -> None:
        """Note what came of a NIR."""
        (self.said if nir.sound else self.wrong).append(nir.said)


def try_backup(
    source: Path, main_key: MainKey | None, server: str = "", *, decrypt: Decrypt | None = None
) -> Proof:
    """Restore `source` to a throw-away place, and look at all that it holds.

    No base that is there is touched; a dump of PostgreSQL is tried in a database of its own, on
    the `server` whose address is given. Raises as `restore_backup` does: altered, no backup, no
    room.
    """
    source = Path(source).absolute()
    require_backup(source)
    with private_folder() as folder:
        copy = folder / "essai.db"
        copy.touch(0o600)
        with explaining(source):
            refuse_no_room(folder, ROOM * source.stat().st_size)
            (decrypt or copy_file)(source, copy)
            proof = Proof(refuse_altered(source if decrypt else copy, source))
            if first_bytes(copy, len(DUMP)) == DUMP:
                _try_dump(proof, copy, source, main_key, server)
            else:
                refuse_unusable_copy(copy, source)
                _look_at(proof, copy, main_key)
    return proof


def _try_dump(
    proof: Proof, copy: Path, source: Path, main_key: MainKey | None, server: str
) -> None:
    """Read a dump to its end, then restore it where a server allows it."""
    refuse_other_dump(copy, source)
    if not server.startswith(SCHEMES):
        proof.contents = contents_of_dump(copy)
        nir = OneNir(main_key)
        nir(nir_in_dump(copy))
        proof.take(nir)
        proof.unverified += [NO_SERVER] if main_key else [NO_KEY, NO_SERVER]
        return
    with empty_database(server) as url:
        restore_dump(copy, url, copy.with_suffix(".sql"), rights=False)
        _look_at(proof, copy, main_key, url)


def _look_at(proof: Proof, copy: Path, main_key: MainKey | None, url: str = "") -> None:
    """Open what was restored, bring it up to date if it is old, and check it whole."""
    try:
        open_database(url or copy).see_all()
        proof.wrong += check_database()
        with reading():
            living = Inscription.select().where(Inscription.retire_le.is_null())
            counts = (one.count() for one in (Cabinet.select(), living, Operation.select()))
            proof.contents = Contents(*counts)
            last = Operation.select().order_by(Operation.instant.desc()).first()
            cabinets = list(Cabinet.select().order_by(Cabinet.id))
        proof.last = last.instant if last else None
        nir = OneNir(main_key)
        nir(opened().saved_nir(copy))
        proof.take(nir)
        for cabinet in cabinets:
            _verify(proof, cabinet, main_key)
        proof.unverified += [] if main_key else [NO_KEY]
    finally:
        close_database()


def _verify(proof: Proof, cabinet: Cabinet, main_key: MainKey | None) -> None:
    """Follow the journal of a cabinet, by its seals where its key is there."""
    nom = one_line(cabinet.nom)
    # The head is that of the base in service: a backup is older.
    vault = replace(open_vault(cabinet, main_key), head=None)
    try:
        with reading():
            verdict = verify(cabinet, vault)
    except StorageFailure as refusal:
        proof.wrong.append(str(refusal))
        return
    seals = ", sceaux vérifiés" if vault.is_open else ""
    proof.said.append(f"{nom} : {count(verdict.operations, 'opération')} au journal{seals}.")
    proof.wrong += verdict.wrong
    if main_key and not vault.is_open:
        proof.unverified.append(OTHER_KEY.format(nom=nom))
