"""The seals of the rows that were there before operations sealed their own, and the first head.

« sceller » is written at the first opening with the key after the schema has them, and where a
new key begins a new chain: from its rank on, nothing that is not sealed is sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from uuid import UUID, uuid4

from peewee import chunked

from models.sealing.head import HeadUnreadable
from models.sealing.vault import Vault
from models.storage import many_rows
from models.storage.failures import gesture, reading
from models.tables import Cabinet, CleSsh, Inscription, Operation, Utilisateur
from models.writing import journal
from models.writing.author import Author
from models.writing.comptes import comptes_of
from models.writing.journal import Entry
from models.writing.row_seals import seal_of, seal_of_key, seal_of_person

SEAL_ALL = "sceller"
NEW_KEY = "refaire_cle"
BEGINNINGS = ("creer_espace", SEAL_ALL, NEW_KEY)
"""From the first of these that seals a row, all is sealed."""


def is_sealed(cabinet: Cabinet) -> bool:
    """Tell whether the journal has a rank from which on all is to be sealed."""
    mine = Operation.cabinet == cabinet, Operation.sceau_ligne.is_null(False)
    return bool(Operation.select().where(*mine, Operation.verbe.in_(BEGINNINGS)).exists())


def seal_once(author: Author) -> bool:
    """Seal all the rows of a cabinet, if that was never done; tells whether it is done now.

    The head that is kept outside the base says that it was, whatever the base says. Raises
    StorageBusy, StorageFailure.
    """
    try:
        if author.vault.head is None or author.vault.head.read():
            return False
    except HeadUnreadable:
        return False
    with reading():
        # An espace has an operation from the first: a journal that is empty was emptied.
        if is_sealed(author.cabinet) or not journal.last(author.cabinet):
            return False
    with gesture():
        journal.lock(author.cabinet)
        if is_sealed(author.cabinet):
            return False
        seal_all(author)
    keep_head(author.cabinet, author.vault)
    return True


def note_upkeep(author: Author, verbe: str, champs: Mapping[str, object]) -> None:
    """Write what was done to a whole base, and keep its head, whatever was kept before.

    The rows are sealed if they never were. Raises StorageBusy, StorageFailure.
    """
    with gesture():
        journal.lock(author.cabinet)
        journal.record(Entry(author, verbe, champs=champs))
        if not is_sealed(author.cabinet):
            seal_all(author)
    keep_head(author.cabinet, author.vault)


def seal_all(author: Author) -> None:
    """Write the seals of all the rows of a cabinet, inside a transaction that holds it.

    One operation for each thousand rows, in one lot.
    """
    author = replace(author, lot=author.lot or uuid4())
    for some in chunked(_seals(author), many_rows.AT_ONCE):
        kept = journal.canonical({"sceaux": dict(some)}).encode()
        left = author.vault.mark(kept, b"")
        entry = Entry(author, SEAL_ALL, champs={"lignes": len(some)}, before=kept, left=left)
        journal.record(entry)


def keep_head(cabinet: Cabinet, vault: Vault) -> None:
    """Keep the head of the journal outside the base, whatever was kept before.

    Where the folder of the key takes no file, there is none, which `verifier` says.
    """
    with reading():
        last = journal.last(cabinet)
    if vault.head and last and last.sceau:
        with suppress(OSError):
            vault.head.found(last.rang, last.sceau)


def _seals(author: Author) -> Iterator[tuple[str, str]]:
    """Seal the people of a cabinet and their SSH keys, then its inscriptions."""
    vault = author.vault
    for one in Utilisateur.select().where(Utilisateur.cabinet == author.cabinet):
        yield one.uid.hex, _hex(seal_of_person(vault, one))
    for key in CleSsh.select().where(CleSsh.cabinet == author.cabinet):
        yield key.uid.hex, _hex(seal_of_key(vault, key))
    for rows in inscriptions(author.cabinet):
        comptes = comptes_of(rows)
        for row in rows:
            yield row.uid.hex, _hex(seal_of(vault, row, comptes[row.id]))


def inscriptions(cabinet: Cabinet) -> Iterator[list[Inscription]]:
    """Read all the inscriptions of a cabinet, by their numbers, some at a time."""
    mine = Inscription.select(Inscription.id).where(Inscription.cabinet == cabinet)
    ahead = mine.order_by(Inscription.id).limit(many_rows.AT_ONCE)
    numbers = [row.id for row in ahead]
    while numbers:
        rows = many_rows.read(Inscription, "id", cabinet.id, numbers)
        yield sorted(rows, key=attrgetter("id"))
        numbers = [row.id for row in ahead.where(Inscription.id > numbers[-1])]


def read_seals(kept: Mapping[str, str]) -> Iterator[tuple[UUID, bytes]]:
    """Give the seals that « sceller » kept, and whose they are."""
    for uid, seal in kept.items():
        yield UUID(uid), bytes.fromhex(seal)


def _hex(seal: bytes | None) -> str:
    return (seal or b"").hex()
