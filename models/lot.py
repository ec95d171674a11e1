"""A lot: one change of many inscriptions, all of it or nothing, under one number in the journal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID, uuid4

from models.errors import Conflict, Refusal
from models.fiche import Fiche
from models.labels import Service, ToDo
from models.long_work import SLICE, GoOn, slices, to_the_end
from models.portefeuille import Portefeuille
from models.services import Changement
from models.wording import count
from models.writing import changes
from models.writing.author import Author, Details
from models.writing.comptes import Held
from models.writing.controle import read_motif
from models.writing.gestes import Geste
from models.writing.many import Fate
from models.writing.undoing import take_back

T = TypeVar("T")

Said = ToDo | str | None
"""What is to be done of what changed, the sentence that says why it was left, None if it was so."""

AT_ONCE = 10_000
"""Inscriptions that one transaction changes; the next changes those beyond, in the same lot."""


@dataclass(frozen=True)
class Bilan:
    """What a lot did so far: inscriptions changed, already so, and left as they are (why).

    `to_do` of those that changed are to be done on urssaf.fr, for what was changed of them.
    """

    changed: int = 0
    to_do: int = 0
    same: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Essai:
    """What a change would do: how many boxes would open and close, and what is already so."""

    opened: dict[Service, int]
    closed: dict[Service, int]
    same: int


def essai(fiches: Sequence[Fiche], changement: Changement) -> Essai:
    """Try a change without writing anything."""
    alike = Counter(fiche.services for fiche in fiches)
    ticked = Counter[Service]()
    for had, number in alike.items():
        ticked.update(dict.fromkeys(had, number))
    return Essai(
        opened={s: n for s in changement.opened if (n := len(fiches) - ticked[s])},
        closed={s: n for s in changement.closed if (n := ticked[s])},
        same=sum(number for had, number in alike.items() if changement.of(had) == had),
    )


class Lot(ABC, Generic[T]):
    """One gesture on many things, under one number of the journal; `what` names it."""

    what: str

    def __init__(self, portefeuille: Portefeuille, items: Sequence[T]) -> None:
        self._uid = uuid4()
        self._portefeuille = portefeuille.in_lot(self._uid)
        self._items = items
        self.done = 0
        self.bilan = Bilan()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._items)

    def run(self, go_on: GoOn = to_the_end) -> Bilan:
        """Do what is left, AT_ONCE of them in one transaction.

        Refusals as the verb of the portefeuille, and Abandoned: the transaction that was under
        way has changed nothing, `done` and `bilan` tell of those before; running again resumes.
        """
        with self._announced():
            self._run(go_on)
        return self.bilan

    def _announced(self) -> AbstractContextManager[None]:
        if self.total <= SLICE:
            return nullcontext()
        return self._portefeuille.announced(self.what, self.total)

    def _run(self, go_on: GoOn) -> None:
        while self.done < self.total:
            part = self._items[self.done : self.done + AT_ONCE]
            with self._portefeuille.gesture():
                in_turn = slices(part, go_on, done=self.done)
                seen = [said for some in in_turn for said in self._all(some)]
            self.done += len(part)
            self.bilan = added(self.bilan, seen)

    @abstractmethod
    def _all(self, items: Sequence[T]) -> list[Said]:
        """Change all of a slice, inside the transaction."""


class LotServices(Lot[Fiche]):
    """Open and close boxes of inscriptions, as they were read: who changed meanwhile is left.

    `known`: these boxes are so on urssaf.fr already.
    """

    what = "Modification des services"

    def __init__(
        self,
        portefeuille: Portefeuille,
        fiches: Sequence[Fiche],
        changement: Changement,
        *,
        known: bool = False,
    ) -> None:
        super().__init__(portefeuille, fiches)
        self._change = partial(changes.change_services, changement=changement, known=known)

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        return named(items, self._portefeuille.change_many("services", items, self._change))


class LotReport(Lot[Fiche]):
    """Note that urssaf.fr has inscriptions as they were read."""

    what = "Fait sur urssaf.fr"

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        return named(items, self._portefeuille.change_many("report", items, changes.report))


class LotTakeBack(Lot[Fiche]):
    """Note that urssaf.fr has not what was reported last, where nothing else is to be done."""

    what = "De nouveau à faire"

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        return named(items, self._portefeuille.change_many("report", items, self._change))

    def _change(self, author: Author, held: Held) -> Details | None:
        return take_back(author, held) if held.row.ecart == ToDo.AUCUN.value else None


class LotRefuse(Lot[Fiche]):
    """Note that urssaf.fr refused what was to be done of inscriptions, and what it answered."""

    what = "Refusé par urssaf.fr"

    def __init__(self, portefeuille: Portefeuille, fiches: Sequence[Fiche], motif: str) -> None:
        super().__init__(portefeuille, fiches)
        self._motif = motif

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        change = partial(changes.refuse, motif=read_motif(self._motif))
        return named(items, self._portefeuille.change_many("report", items, change))


class LotHandOver(Lot[Fiche]):
    """Make somebody, or nobody (None), responsable of inscriptions as they were read; NotFound."""

    what = "Changement de responsable"

    def __init__(
        self, portefeuille: Portefeuille, fiches: Sequence[Fiche], to: UUID | None
    ) -> None:
        super().__init__(portefeuille, fiches)
        self._to = to

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        change = changes.HandOver(self._to)
        return named(items, self._portefeuille.change_many("modifier", items, change))


class _LotOfUids(Lot[UUID]):
    """A lot of inscriptions that need not be read: living, removed, or in the archive."""

    def _named(self, uids: Sequence[UUID], fates: Sequence[Fate]) -> list[Said]:
        return [
            f"{self._portefeuille.called(uid)} : {fate}" if isinstance(fate, Refusal) else fate
            for uid, fate in zip(uids, fates, strict=True)
        ]


class LotRestore(_LotOfUids):
    """Bring inscriptions back from the corbeille: those whose place is taken are left."""

    what = "Restauration"

    def _all(self, items: Sequence[UUID]) -> list[Said]:
        return self._named(items, self._portefeuille.restore(items))


class LotUndo(_LotOfUids):
    """Undo a gesture, inscription by inscription: who was changed since is left."""

    what = "Annulation"

    def __init__(self, portefeuille: Portefeuille, geste: Geste) -> None:
        super().__init__(portefeuille, (geste.lot,) if geste.modele else geste.uids)
        self._geste = geste
        self.lacking_proof = set[UUID]()
        """Those of whom urssaf.fr will ask a montant or a NIR that was erased."""

    def _all(self, items: Sequence[UUID]) -> list[Said]:
        if self._geste.modele:
            return [self._of_modele()]
        fates = self._portefeuille.undo(self._geste.lot, items)
        if again := [uid for uid, fate in zip(items, fates, strict=True) if fate is ToDo.INSCRIRE]:
            self.lacking_proof |= self._portefeuille.lacking_proof(again)
        return self._named(items, fates)

    def _of_modele(self) -> Said:
        try:
            self._portefeuille.modeles.undo(self._geste.lot)
        except Conflict as refusal:
            return str(refusal)
        return ToDo.AUCUN


class LotTerminate(Lot[Fiche]):
    """Take inscriptions out of the portefeuille, as they were read: who changed is left."""

    what = "Suppression"

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        return named(items, self._portefeuille.change_many("resilier", items, changes.retire))


def added(so_far: Bilan, seen: Sequence[Said]) -> Bilan:
    """Add to a bilan what was `seen` since."""
    changed = [one for one in seen if isinstance(one, ToDo)]
    left = (one for one in seen if isinstance(one, str) and not isinstance(one, ToDo))
    return Bilan(
        so_far.changed + len(changed),
        so_far.to_do + sum(one is not ToDo.AUCUN for one in changed),
        so_far.same + seen.count(None),
        (*so_far.left, *left),
    )


def named(fiches: Sequence[Fiche], fates: Sequence[Fate]) -> list[Said]:
    """Say whom a refusal is about."""
    return [
        f"{fiche.designation}\u00a0: {fate}" if isinstance(fate, Refusal) else fate
        for fiche, fate in zip(fiches, fates, strict=True)
    ]


def erased_in_words(number: int) -> str:
    """Say of how many clients what proved the inscription does not come back."""
    if not number:
        return ""
    whose = "" if number == 1 else f" pour {count(number, 'compte')}"
    return f"Effacé, et à saisir de nouveau{whose} : le montant ou le numéro de sécurité sociale."
