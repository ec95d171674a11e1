"""Inscribing clients: many at once in as few statements as one, who is inscribed in the same way.

What each runs into, in the base or among those before it, is what it would run into alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from models.errors import AlreadyEnrolled, BadFields, Doubtful, Refusal
from models.labels import ToDo
from models.saisie import Saisie
from models.search import holders
from models.search.holders import Known, Numeros
from models.storage import many_rows
from models.tables import Cabinet, Inscription, Utilisateur
from models.writing import changes, journal, many, taking_over
from models.writing.author import Author
from models.writing.collisions import number_enrolled, siren_enrolled
from models.writing.controle import Controle, check
from models.writing.many import Fate, New


@dataclass(frozen=True, slots=True)
class Asked:
    """A client to inscribe, whose fields may be stored.

    `anew`: what was removed and is to be résilié is taken over, not refused.
    """

    saisie: Saisie
    found: Controle
    anew: bool = False

    @property
    def siren(self) -> str:
        """The Siren; empty for a gérant."""
        return self.found.values.get("siren", "")

    @property
    def known(self) -> Known:
        """What no other inscription may have; its Siren may be empty."""
        return self.siren, self.saisie.regime.value

    @property
    def numeros(self) -> list[str]:
        """Its account numbers, empty where a compte has none."""
        return [compte.numero_compte for compte in self.found.comptes]


def looked_at(saisie: Saisie, *, forced: bool, anew: bool) -> Asked | BadFields | Doubtful:
    """Look at what was typed; gives why it may not be stored, unusual values unless `forced`."""
    found = check(saisie)
    if sentences := found.errors | found.missing:
        return BadFields(sentences)
    if found.warnings and not forced:
        return Doubtful(found.warnings)
    return Asked(saisie, found, anew)


def enroll(
    cabinet: Cabinet, author: Callable[[], Author], asked: Mapping[UUID, Asked | Refusal]
) -> list[Fate]:
    """Inscribe clients, a few hundred at most, inside a transaction, with their operations.

    `asked` has, for the uid of each, which is the number of its operation too, the client, or why
    it is left. What an earlier try wrote is not written again. `author` says who acts, once there
    is something to write; it may raise.
    """
    journal.lock(cabinet)
    done = _done(cabinet, asked)
    rest = {uid: one for uid, one in asked.items() if uid not in done}
    clients = [one for one in rest.values() if isinstance(one, Asked)]
    some = _Some(cabinet, author, clients)
    fates: dict[UUID, Fate] = {**done}
    for uid, one in rest.items():
        fates[uid] = some.take(uid, one) if isinstance(one, Asked) else one
    if some.news:
        many.inscribe(some.news)
    return [fates[uid] for uid in asked]


def _done(cabinet: Cabinet, asked: Mapping[UUID, object]) -> dict[UUID, ToDo]:
    """Give what is to be done of those that an earlier try of the same operation inscribed."""
    done = journal.already_done(cabinet, *asked)
    rows = many_rows.read(Inscription, "uid", cabinet.id, list(done))
    # Of one that is in the archive by now, as `many.change` says.
    return dict.fromkeys(done, ToDo.CHANGER) | {row.uid: ToDo(row.ecart) for row in rows}


class _Some:
    """Clients who are inscribed together: each is there for those after it."""

    def __init__(
        self, cabinet: Cabinet, author: Callable[[], Author], asked: Sequence[Asked]
    ) -> None:
        self.news: list[New] = []
        self._cabinet, self._acts, self._asked = cabinet, author, asked
        self._author: Author | None = None
        self._people: dict[UUID, Utilisateur] = {}
        sirens = [one.siren for one in asked]
        by_siren = holders.of_sirens(cabinet, sirens)
        numeros = holders.of_numeros(cabinet, (number for one in asked for number in one.numeros))
        numbers = {*by_siren.values(), *(number for _, number in numeros)}
        rows = {row.id: row for row in many_rows.read(Inscription, "id", cabinet.id, [*numbers])}
        self._sirens = {known: rows[number] for known, number in by_siren.items()}
        self._numeros = Numeros((numero, rows[number]) for numero, number in numeros)
        self._waiting = taking_over.waiting(cabinet, sirens)

    def take(self, uid: UUID, one: Asked) -> Fate:
        """Make the inscription of a client, to be written with the others, or say why not."""
        old = self._waiting.get(one.known)
        refusal = self._double(one)
        if refusal is None and old and not one.anew:
            refusal = taking_over.refusal(old)
        if refusal is not None:
            return refusal
        author = self._author or self._begun()
        row = changes.new_row(author, one.saisie, one.found, uid=uid, old=old)
        row.responsable = (
            self._people.get(one.saisie.responsable) if one.saisie.responsable else None
        )
        self.news.append(New(author, row, one.found.comptes, uid, old))
        if one.siren:
            self._sirens[one.known] = row
        for number in filter(None, one.numeros):
            self._numeros.add(number, row)
        return ToDo(row.ecart)

    def _double(self, one: Asked) -> AlreadyEnrolled | None:
        """Say who has the Siren under this régime, or an account number."""
        if (holder := self._sirens.get(one.known)) is not None:
            return siren_enrolled(holder)
        for rank, number in enumerate(one.numeros):
            if number and (holder := self._numeros.holder(number)) is not None:
                return number_enrolled(holder, rank)
        return None

    def _begun(self) -> Author:
        """Learn who acts, and read all the responsables that were chosen."""
        self._author = self._acts()
        chosen = {one.saisie.responsable for one in self._asked if one.saisie.responsable}
        rows = many_rows.read(Utilisateur, "uid", self._cabinet.id, list(chosen))
        self._people = {row.uid: row for row in rows}
        return self._author
