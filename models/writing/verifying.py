"""Reading a whole journal again: its chain, its head, and the rows that it seals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from models.command import command
from models.errors import Refusal
from models.sealing.head import HeadUnreadable
from models.sealing.vault import Vault
from models.storage.opening import opened
from models.tables import Cabinet, Operation, Utilisateur
from models.wording import show_date, show_number
from models.writing import journal
from models.writing.first_seals import BEGINNINGS, NEW_KEY, SEAL_ALL, read_seals
from models.writing.gestes import CHANGING
from models.writing.known_head import stands
from models.writing.photograph import kept_by
from models.writing.sealed_rows import Left, wrong_rows

AT_ONCE = 1_000
NAMED = 5
"""As many things as one sentence names."""
PUT_BACK = (
    "Si une base d'avant, ou un instantané de la machine, a été remis en place exprès, un "
    "administrateur le dit au journal : « "
    f"{command('restaurer --constater --identifiant ID --mot-de-passe-stdin')} »."
)


@dataclass(frozen=True)
class Verdict:
    """What reading a journal again found.

    `unsealed` operations are of before all had to be sealed, `unread` of before the key that is
    there; `broken` holds the ranks that do not follow their predecessor; `wrong` says in French
    what else is wrong.
    """

    operations: int
    unsealed: int = 0
    broken: tuple[int, ...] = ()
    wrong: tuple[str, ...] = ()
    unread: int = 0


@dataclass
class Found:
    """What is found on the way."""

    operations: int = 0
    unread: int = 0
    unsealed: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    left: dict[UUID, Left] = field(default_factory=dict)
    otherwise: list[Operation] = field(default_factory=list)
    """Those that found an inscription otherwise than the one before had left it."""
    forgotten: list[Operation] = field(default_factory=list)
    """Those that keep nothing of what they found."""


def verify(cabinet: Cabinet, vault: Vault) -> Verdict:
    """Check the chain, its head and the rows; without the keys, the ranks alone.

    Others may write meanwhile: what is read is the base of one instant.
    """
    wrong: list[str] = []
    known, unreadable = None, False
    try:
        # Before the journal, which may grow meanwhile.
        known = vault.head.read() if vault.head else None
    except HeadUnreadable as refusal:
        unreadable = True
        wrong.append(f"{refusal} La fin du journal n'a pas été vérifiée.")
    with opened().one_instant():
        start = _start(cabinet)
        found = Found()
        following = _Following(cabinet, vault, _begun(cabinet, vault), found)
        for rows in _operations(cabinet):
            following.read(rows)
        if found.broken:
            wrong.append(f"Le journal a été altéré {_at(found.broken)}.")
        late = [rank for rank in found.unsealed if start is not None and rank >= start]
        if late:
            wrong.append(f"Le journal a des opérations sans sceau, {_at(late)}.")
        if vault.is_open and start is not None:
            wrong += [] if unreadable else _wrong_head(cabinet, vault, known)
            wrong += _wrong_steps(found)
            wrong += wrong_rows(cabinet, vault, found.left)
        elif vault.is_open and known:
            wrong += _wrong_head(cabinet, vault, known)
    early = len(found.unsealed) - len(late)
    return Verdict(found.operations, early, tuple(found.broken), tuple(wrong), found.unread)


class _Following:
    """Follows the operations of a journal, in their order."""

    def __init__(self, cabinet: Cabinet, vault: Vault, begun: int, found: Found) -> None:
        self._cabinet = cabinet
        self._vault = vault
        self._begun = begun
        self._found = found
        self._previous: Operation | None = None
        self._lots: set[UUID] = set()
        people = Utilisateur.select(Utilisateur.id, Utilisateur.uid)
        self._people: dict[int | None, UUID] = {
            one.id: one.uid for one in people.where(Utilisateur.cabinet == cabinet)
        }

    def read(self, rows: Sequence[Operation]) -> None:
        """Follow some operations more."""
        kept = kept_by(self._cabinet, [row.id for row in rows])
        for row in rows:
            self._chain(row)
            if self._vault.is_open and row.rang >= self._begun:
                self._seal(row, kept.get(row.id))

    def _chain(self, row: Operation) -> None:
        found, previous = self._found, self._previous
        expected = previous.rang + 1 if previous else 1
        right = row.rang == expected and self._follows(row)
        if row.sceau is None:
            found.unsealed.append(row.rang)
        elif row.rang < self._begun:
            found.unread += 1
        elif self._vault.is_open:
            right &= row.sceau == journal.seal(self._vault, previous, row)
        if not right:
            found.broken.append(row.rang)
        self._lots.add(row.lot)
        self._previous = row
        found.operations += 1

    def _follows(self, row: Operation) -> bool:
        """Tell whether what is not sealed says the same as what is."""
        first = int(row.lot not in self._lots)
        undone = _uid(row.details.get("annule"))
        return (row.premier, row.annule) == (first, undone)

    def _seal(self, row: Operation, kept: bytes | None) -> None:
        """Note what an operation left of a row, and look at what it says that it found."""
        plain = self._opened(row, kept)
        if row.verbe == SEAL_ALL and plain:
            for uid, seal in read_seals(json.loads(plain)["sceaux"]):
                self._found.left[uid] = Left(seal, row.rang, row.instant)
            return
        if (whose := self._subject(row)) is None:
            return
        before = self._found.left.get(whose)
        if plain and before and not self._vault.is_mark(plain, before.seal):
            self._found.otherwise.append(row)
        if row.verbe == "archiver":
            self._found.left.pop(whose, None)
        elif row.sceau_ligne is not None:
            self._found.left[whose] = Left(row.sceau_ligne, row.rang, row.instant)
            if kept is None and row.verbe in CHANGING and row.verbe != "inscrire":
                self._found.forgotten.append(row)

    def _opened(self, row: Operation, kept: bytes | None) -> bytes | None:
        """Give what an operation kept, if that opens."""
        try:
            return kept and self._vault.open(kept, row=row.id, field="retour")
        except Refusal:
            if row.rang not in self._found.broken[-1:]:
                self._found.broken.append(row.rang)
            return None

    def _subject(self, row: Operation) -> UUID | None:
        """Tell which inscription, or which person or SSH key, an operation changed."""
        inscription: UUID | None = row.inscription_uid
        if inscription:
            return inscription
        if row.sceau_ligne is None:
            return None
        if key := row.details.get("cle_ssh"):
            return _uid(key)
        return _uid(row.details.get("utilisateur")) or self._people.get(row.utilisateur_id)


def _operations(cabinet: Cabinet) -> Iterator[list[Operation]]:
    """Read a journal from its beginning, some operations at a time."""
    mine = Operation.select().where(Operation.cabinet == cabinet).order_by(Operation.rang)
    rows = list(mine.limit(AT_ONCE))
    while rows:
        yield rows
        rows = list(mine.where(Operation.rang > rows[-1].rang).limit(AT_ONCE))


def _start(cabinet: Cabinet) -> int | None:
    """Give the rank from which on all is sealed; None: it was not so yet."""
    mine = Operation.cabinet == cabinet, Operation.sceau_ligne.is_null(False)
    first = Operation.select().where(*mine, Operation.verbe.in_(BEGINNINGS))
    row = first.order_by(Operation.rang).first()
    return row.rang if row else None


def _begun(cabinet: Cabinet, vault: Vault) -> int:
    """Give the rank at which the chain of the key that is there begins."""
    mine = Operation.cabinet == cabinet, Operation.verbe == NEW_KEY
    row = Operation.select().where(*mine).order_by(Operation.rang.desc()).first()
    return row.rang if row and vault.kid > 1 else 1


def _uid(said: object) -> UUID | None:
    with suppress(ValueError):
        return UUID(said) if isinstance(said, str) else None
    return None


def _wrong_head(cabinet: Cabinet, vault: Vault, known: tuple[int, bytes] | None) -> list[str]:
    """Compare the journal with its head, as it is kept outside the base."""
    if vault.head is None:
        return []
    path = vault.head.path
    if known is None:
        return [
            f"La tête du journal manque : {path} n'est plus là, ou ne connaît pas ce cabinet. "
            f"Si la clé vient d'arriver sur cette machine, « {command('migrer')} » la pose."
        ]
    rank, seal = known
    if stands(cabinet, rank, seal):
        return []
    last = journal.last(cabinet)
    if last and last.rang >= rank:
        return [
            f"L'opération {rank} n'est pas celle que connaît {path} : "
            f"une autre base, ou un autre journal, a été mis à la place. {PUT_BACK}"
        ]
    here = f"le journal finit ici à l'opération {last.rang}" if last else "le journal est ici vide"
    return [
        "Le journal a été coupé, ou la base est plus ancienne que celle qui était là : "
        f"{path} connaît l'opération {rank}, {here}. {PUT_BACK}"
    ]


def _wrong_steps(found: Found) -> list[str]:
    """Say what was done between two operations, and what was taken from them."""
    wrong = []
    if found.otherwise:
        wrong.append(
            f"Un client avait été changé hors de Portefeuille avant {_listed(found.otherwise)}."
        )
    # What goes to the archive takes with it what its operations kept.
    gone = [row for row in found.forgotten if row.inscription_uid in found.left]
    if gone:
        wrong.append(f"Ce qu'il faut pour annuler a été retiré de {_listed(gone)}.")
    return wrong


def _listed(rows: Sequence[Operation]) -> str:
    some = [f"l'opération {row.rang} du {show_date(row.instant)}" for row in rows[:NAMED]]
    more = len(rows) - len(some)
    return ", ".join([*some, *([f"et {show_number(more)} de plus"] if more else [])])


def _at(ranks: Sequence[int]) -> str:
    if len(ranks) == 1:
        return f"à l'opération {ranks[0]}"
    some = ", ".join(map(str, ranks[:NAMED]))
    return f"aux opérations {some}" + ("…" if len(ranks) > NAMED else "")
