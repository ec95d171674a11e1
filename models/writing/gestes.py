"""The gestures of the journal: what somebody did last, and what was undone since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from peewee import SQL, ColumnBase, ModelSelect

from models.errors import Conflict, NotAllowed, NotFound
from models.labels import Role
from models.storage import many_rows
from models.tables import Cabinet, Inscription, Operation
from models.tables.operation import details_of
from models.wording import show_moment
from models.writing.author import Author, name_of
from models.writing.photograph import PROOFS, developed
from models.writing.undoing import UNDONE, Step

UNDO = "annuler"
CLIENTS = ("inscrire", "modifier", "services", "resilier", "report", "restaurer")
MODELES = ("garder_modele", "renommer_modele", "donner_modele", "oublier_modele")
UNDOABLE = (*CLIENTS, *MODELES)
STAYS = (
    *("ajouter_utilisateur", "desactiver_utilisateur", "reactiver_utilisateur"),
    *("debloquer_utilisateur", "changer_role", "ajouter_cle_ssh", "retirer_cle_ssh"),
    *("changer_mot_de_passe", "donner_code_secours"),
    *("remplacer_cle", "restaurer_base", "transferer", "refaire_cle"),
)
"""What somebody changes that nothing undoes; to come in, or to read, is to change nothing."""
CHANGING = (*CLIENTS, UNDO)
"""What changes an inscription: each keeps a photograph of it as it was, but for the first."""

NOTHING = "Rien à annuler : vous n'avez rien fait qui puisse l'être."

AT_ONCE = 100
"""Operations that are read at a time."""

FIRST = SQL("1")
"""Written out, for SQLite to see that an index of the first operations of lots serves."""


@dataclass(frozen=True)
class Geste:
    """What was done at once: the operations of one lot, and the inscriptions that they changed.

    `verbes` are those of its operations, the first one first: an importation inscribes and
    completes. `defait` is the verb that an undoing undid, `modele` the name of the modèle that was
    changed. `stays` is the verb of what the same person did after it, that nothing undoes; with
    no `verbes`, of what they did and nothing else.
    """

    lot: UUID
    verbes: tuple[str, ...]
    instant: datetime
    uids: tuple[UUID, ...]
    defait: str = ""
    modele: str = ""
    stays: str = ""


def latest(author: Author) -> Geste | None:
    """Give the last gesture of a person that stands, and is no undoing itself.

    On the command line it is that of the account that runs it.
    """
    cabinet, person = author.cabinet, author.utilisateur
    mine = Operation.utilisateur.is_null() & (Operation.origine == author.origine)
    if person:
        mine = Operation.utilisateur == person.id
    stays: Operation | None = None
    for some in _newest_first(cabinet, mine, Operation.verbe.in_((*UNDOABLE, *STAYS))):
        gone = undone(cabinet, [one.lot for one in some])
        for one in some:
            if one.verbe in STAYS:
                stays = stays or one
            elif one.lot not in gone and (one.verbe in MODELES or _still_there(cabinet, one.lot)):
                return replace(geste(cabinet, one.lot), stays=stays.verbe if stays else "")
    return Geste(stays.lot, (), stays.instant, (), stays=stays.verbe) if stays else None


def geste(cabinet: Cabinet, lot: UUID) -> Geste:
    """Give the gesture of this lot; NotFound."""
    first = _first_of(cabinet, lot)
    rows = Operation.select(Operation.inscription_uid, Operation.verbe)
    rows = rows.where(*_of_lot(cabinet, lot)).order_by(Operation.rang)
    touched: list[tuple[UUID | None, str]] = list(rows.tuples().execute())
    uids = [uid for uid, _ in touched]
    verbes = tuple(dict.fromkeys(verbe for _, verbe in touched))
    champs = first.details
    defait, modele = str(champs.get("verbe", "")), str(champs.get("nom", ""))
    return Geste(lot, verbes, first.instant, tuple(filter(None, uids)), defait, modele)


def undoable(author: Author, lot: UUID) -> Geste:
    """Give the gesture of this lot if this person may undo it; NotFound, NotAllowed, Conflict."""
    found = geste(author.cabinet, lot)
    if found.verbes[0] not in (*UNDOABLE, UNDO):
        raise NotAllowed("Ceci est seulement noté dans le journal : rien n'est à annuler.")
    refuse_undone(author, lot)
    return found


def refuse_undone(author: Author, lot: UUID) -> None:
    """Raise Conflict if the gesture is undone already, NotAllowed if it is somebody else's."""
    if gone := undone(author.cabinet, [lot], but=author.lot).get(lot):
        raise Conflict(
            f"Déjà annulé le {show_moment(gone.instant)} par {name_of(gone.utilisateur)}."
        )
    person = author.utilisateur
    if person is None or person.role == Role.ADMINISTRATEUR.value:
        return
    if _first_of(author.cabinet, lot).utilisateur_id != person.id:
        raise NotAllowed(
            "Ce geste est celui de quelqu'un d'autre : un administrateur peut l'annuler."
        )


def steps(author: Author, lot: UUID, uids: Sequence[UUID]) -> dict[UUID, Step]:
    """Give what the gesture did to each of these inscriptions."""
    first = _first_of(author.cabinet, lot).rang
    given = [first, author.cabinet.id, *(uid.hex for uid in uids)]
    found = many_rows.read_columns(_changes_since, (), given)
    done: dict[UUID, tuple[str, UUID]] = {}
    since: dict[UUID, UUID] = {}
    typed: dict[UUID, frozenset[str]] = {}
    changed: dict[UUID, frozenset[str]] = {}
    again: dict[UUID, set[UUID]] = defaultdict(set)
    # Put in order here: for the base to do it, SQLite reads all that came after `first` instead.
    for _, number, its_lot, verbe, uid, champs in sorted(found):
        proofs = _proofs(champs) if verbe == "modifier" else frozenset()
        if its_lot == lot:
            done[uid] = verbe, number
            typed[uid] = proofs
            changed[uid] = _changed(champs) if verbe != "inscrire" else frozenset()
        elif uid in done:
            since.setdefault(uid, number)
            typed[uid] -= proofs
            if changed[uid] and changed[uid] & _changed(champs):
                again[uid].add(its_lot)
    later = {its_lot for some in again.values() for its_lot in some}
    stand = later - undone(author.cabinet, list(later), but=author.lot).keys() if later else later
    kept = developed(author, [*(number for _, number in done.values()), *since.values()])
    return {
        uid: Step(
            verbe,
            uid in since,
            kept.get(number),
            kept.get(since[uid]) if uid in since else None,
            typed[uid],
            not stand.isdisjoint(again.get(uid, ())),
        )
        for uid, (verbe, number) in done.items()
    }


def _changed(champs: str) -> frozenset[str]:
    """Give the boxes and the columns that an operation changed; comptes are compared one by one."""
    details = details_of(champs)
    boxes = (*details.get("ouverts", ()), *details.get("fermes", ()))
    return frozenset(boxes) | frozenset(UNDONE) & set(details.get("champs", ()))


def _proofs(champs: str) -> frozenset[str]:
    """Give the columns of the proofs that an edit changed."""
    changed = details_of(champs).get("champs", ())
    return frozenset(PROOFS[name] for name in PROOFS.keys() & changed)


def _changes_since(first: Any, cabinet: Any, *uids: Any) -> ModelSelect[Operation]:
    asked: list[Any] = [Operation.rang, Operation.id, Operation.lot, Operation.verbe]
    asked += [Operation.inscription_uid, Operation.champs]
    mine = (Operation.cabinet == cabinet) & Operation.inscription_uid.in_(uids)
    changing = Operation.verbe.in_(CHANGING) & (Operation.rang >= first)
    return Operation.select(*asked).where(mine, changing)


def undone(
    cabinet: Cabinet, lots: Sequence[UUID], *, but: UUID | None = None
) -> dict[UUID, Operation]:
    """Give those of `lots` that are undone, each with the first operation of what undid it.

    An undoing that is undone itself does not count, nor does the lot `but`, which is under way.
    """
    asked = Operation.annule.in_(list(lots)), Operation.premier == FIRST
    found = [
        one
        for one in Operation.select().where(Operation.cabinet == cabinet, *asked)
        if one.lot != but
    ]
    gone = undone(cabinet, [one.lot for one in found], but=but) if found else {}
    return {one.annule: one for one in found if one.lot not in gone}


def _still_there(cabinet: Cabinet, lot: UUID) -> bool:
    """Tell whether any inscription of a gesture is not in the archive."""
    here = (Inscription.cabinet == Operation.cabinet) & (
        Inscription.uid == Operation.inscription_uid
    )
    mine = Operation.select().join(Inscription, on=here).where(*_of_lot(cabinet, lot))
    return bool(mine.exists())


def _of_lot(cabinet: Cabinet, lot: UUID) -> tuple[ColumnBase, ColumnBase]:
    return Operation.cabinet == cabinet, Operation.lot == lot


def _first_of(cabinet: Cabinet, lot: UUID) -> Operation:
    """Give the first operation of a lot; NotFound."""
    rows = Operation.select().where(*_of_lot(cabinet, lot))
    first: Operation | None = rows.order_by(Operation.rang).first()
    if first is None:
        raise NotFound("Cette opération n'est pas dans le journal.")
    return first


def _newest_first(cabinet: Cabinet, *asked: Any) -> Iterator[list[Operation]]:
    """Read the first operations of lots backwards, some at a time."""
    query = Operation.select().where(
        Operation.cabinet == cabinet, Operation.premier == FIRST, *asked
    )
    query = query.order_by(Operation.rang.desc()).limit(AT_ONCE)
    rows = list(query)
    while rows:
        yield rows
        rows = list(query.where(Operation.rang < rows[-1].rang))
