"""The portefeuille of a cabinet: the only door to its inscriptions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4, uuid5

from models import under_way
from models.brouillons.brouillons import Brouillons
from models.consultation import Consultation
from models.errors import Doubtful, Refusal, StorageBusy
from models.fiche import Fiche
from models.labels import Service
from models.modeles import Modeles
from models.rights import ADMINISTRATORS, READERS, WRITERS, allowed
from models.saisie import Saisie
from models.storage.failures import gesture, reading
from models.writing import changes, enrolling, gestes, journal, many, revealing
from models.writing.author import Author, Details, refuse_changed
from models.writing.collisions import (
    new_doubts,
    no_doubles,
    refuse_doubles,
    refuse_emptied,
    refuse_late_proofs,
)
from models.writing.comptes import Held
from models.writing.controle import check, read_motif
from models.writing.enrolling import Asked
from models.writing.first_seals import seal_once
from models.writing.gestes import Geste
from models.writing.many import Change, Fate
from models.writing.purge import Purge, is_due, purge
from models.writing.undoing import Restoring, take_back, undo


class Portefeuille(Consultation):
    """What one person, or the command line (`utilisateur` None), may see and change.

    Each verb that writes is one transaction with its operation; `operation` is the UUID of the
    gesture, so that trying again after a lost answer changes nothing twice.
    """

    def in_lot(self, lot: UUID) -> Portefeuille:
        """Give the same portefeuille, whose operations belong to one lot of the journal."""
        return Portefeuille(
            self._cabinet,
            self._utilisateur,
            self._vault,
            now=self._now,
            lot=lot,
            proofs_kept=self.proofs_kept,
        )

    @contextmanager
    def gesture(self, *, joins: bool = False) -> Iterator[None]:
        """Write in one transaction; a StorageBusy says for what one waits, if that is known."""
        try:
            with gesture(joins=joins):
                yield
        except StorageBusy as busy:
            if busy.under_way:
                raise
            raise StorageBusy(str(busy), under_way.told(self._cabinet, self._now())) from busy

    def announced(self, what: str, number: int) -> AbstractContextManager[None]:
        """Tell who waits meanwhile that this lot (`in_lot`) changes `number` comptes."""
        lot, who = self._lot or uuid4(), self.utilisateur_nom
        return under_way.announced(self._cabinet, lot, who, what, number, self._now())

    @property
    def modeles(self) -> Modeles:
        """The modèles de services of the cabinet."""
        return Modeles(self._cabinet, self.role, self._author, self.why_no_key)

    @property
    def brouillons(self) -> Brouillons:
        """What this person has typed and not saved."""
        person, vault = self._utilisateur, self._vault
        return Brouillons(self._cabinet, person, vault, self._now, self.gesture)

    @allowed(WRITERS)
    def enroll(
        self,
        saisie: Saisie,
        *,
        forced: bool = False,
        anew: bool = False,
        operation: UUID | None = None,
    ) -> Fiche:
        """Inscribe a client.

        Raises BadFields (a field is wrong or missing), Doubtful (unusual, unless `forced`),
        AlreadyEnrolled, KeyMissing (a NIR cannot be sealed), and InCorbeille: it may be restored
        instead, unless it is inscribed `anew`.
        """
        asked = enrolling.looked_at(saisie, forced=forced, anew=anew)
        if isinstance(asked, Refusal):
            raise asked
        uid = operation or uuid4()
        with no_doubles(self._cabinet, saisie.regime, asked.found), self.gesture():
            (fate,) = self._enroll({uid: asked}, self._lot or uid)
            if isinstance(fate, Refusal):
                raise fate
            return self._inscriptions.fiche(uid)

    @allowed(WRITERS)
    def enroll_many(
        self, saisies: Mapping[UUID, Saisie], *, forced: bool = False, anew: Collection[UUID] = ()
    ) -> list[Fate]:
        """Inscribe clients, a few hundred at most, in one transaction and one lot (`in_lot`).

        `saisies` has the UUID of each one's operation, by which a retry is known; `anew` are those
        that may take over what is to be résilié. The fate of each says as `enroll` would why it is
        left: BadFields, Doubtful, AlreadyEnrolled, InCorbeille.
        """
        asked = {
            uid: enrolling.looked_at(saisie, forced=forced, anew=uid in anew)
            for uid, saisie in saisies.items()
        }
        with self.gesture(joins=True):
            return self._enroll(asked, self._lot or uuid4())

    @allowed(WRITERS)
    def edit(
        self, fiche: Fiche, saisie: Saisie, *, forced: bool = False, operation: UUID | None = None
    ) -> Fiche:
        """Change the data of a client; refusals as `enroll`, and Conflict."""
        found = check(saisie, editing=True)
        found.refuse_if_wrong()
        refuse_emptied(fiche, found)
        refuse_late_proofs(fiche, found)
        if (doubts := new_doubts(fiche, found)) and not forced:
            raise Doubtful(doubts)

        def change(author: Author, held: Held) -> Details | None:
            refuse_doubles(self._cabinet, saisie.regime, found, other_than=fiche.uid)
            return changes.update(author, held, saisie, found)

        with no_doubles(self._cabinet, saisie.regime, found, other_than=fiche.uid):
            return self._change("modifier", fiche, operation, change)

    @allowed(WRITERS)
    def set_services(
        self, fiche: Fiche, services: frozenset[Service], *, operation: UUID | None = None
    ) -> Fiche:
        """Open and close services of an inscription; Conflict if it changed meanwhile."""
        change = partial(changes.set_services, services=services)
        return self._change("services", fiche, operation, change)

    @allowed(WRITERS)
    def terminate(self, fiche: Fiche, *, operation: UUID | None = None) -> Fiche:
        """Take an inscription out of the portefeuille (Résilier); Conflict if it changed."""
        return self._change("resilier", fiche, operation, changes.retire)

    @allowed(WRITERS)
    def report(self, fiche: Fiche, *, operation: UUID | None = None) -> Fiche:
        """Say that urssaf.fr has what is here; the proofs (montant, NIR) stay `proofs_kept`."""
        return self._change("report", fiche, operation, changes.report, removed=True)

    @allowed(WRITERS)
    def take_back(self, fiche: Fiche, *, operation: UUID | None = None) -> Fiche:
        """Say that urssaf.fr has not what was reported last; what was erased stays so."""
        return self._change("report", fiche, operation, take_back, removed=True)

    @allowed(WRITERS)
    def refuse(self, fiche: Fiche, *, motif: str = "", operation: UUID | None = None) -> Fiche:
        """Say that urssaf.fr refused, and what it answered; BadValue if that is no motif."""
        change = partial(changes.refuse, motif=read_motif(motif))
        return self._change("report", fiche, operation, change, removed=True)

    @allowed(WRITERS)
    def change_many(self, verbe: str, fiches: Sequence[Fiche], change: Change) -> list[Fate]:
        """Change many inscriptions in one transaction, once for each lot (`in_lot`)."""
        lot = self._lot or uuid4()
        asked = {uuid5(lot, fiche.uid.hex): fiche for fiche in fiches}
        with self.gesture():
            return self._change_all(verbe, asked, change, removed=verbe == "report")

    @allowed(READERS)
    def latest_gesture(self) -> Geste | None:
        """Give what this person did last that stands, and is no undoing itself."""
        with reading():
            return gestes.latest(self.author)

    @allowed(WRITERS)
    def undoable(self, lot: UUID) -> Geste:
        """Give a gesture that this person may undo; NotFound, NotAllowed, Conflict (undone)."""
        with reading():
            return gestes.undoable(self._author(), lot)

    @allowed(WRITERS)
    def undo(self, lot: UUID, uids: Sequence[UUID]) -> list[Fate]:
        """Undo what the gesture `lot` did to these inscriptions, in one lot (`in_lot`).

        Conflict: it is undone already; NotAllowed: it is somebody else's.
        """
        own = self._lot or uuid4()
        with self.gesture():
            journal.lock(self._cabinet)
            author = replace(self._author(), lot=own)
            gestes.refuse_undone(author, lot)
            steps = gestes.steps(author, lot, uids)
            rows = self._inscriptions.rows(uids)
            asked = {uuid5(own, uid.hex): row for uid, row in rows.items()}

            def change(author: Author, held: Held) -> Details | None:
                return undo(author, held, lot, steps[held.row.uid])

            return many.change(author, gestes.UNDO, asked, change)

    @allowed(WRITERS)
    def restore(self, uids: Sequence[UUID]) -> list[Fate]:
        """Bring inscriptions back from the corbeille, in one lot (`in_lot`)."""
        own = self._lot or uuid4()
        with self.gesture():
            journal.lock(self._cabinet)
            author = replace(self._author(), lot=own)
            rows = self._inscriptions.rows(uids)
            asked = {uuid5(own, uid.hex): row for uid, row in rows.items()}
            return many.change(author, "restaurer", asked, Restoring(author, uids))

    @allowed(READERS)
    def seal(self) -> bool:
        """Seal the rows, if they never were, whoever opens the base; tell whether they are now."""
        return seal_once(Author(self._cabinet, None, self._vault, self._now()))

    @allowed(READERS)
    def purge(self) -> Purge:
        """Erase proofs and drafts, archive removals, whose time has passed: whoever opens.

        Without its key, a base stays as it is.
        """
        if self.why_no_key:
            return Purge()
        self.brouillons.purge()
        none = (None, self._vault, self._now(), uuid4(), self.proofs_kept)
        author = Author(self._cabinet, *none)
        with reading():
            if not is_due(author):
                return Purge()
        with self.gesture():
            return purge(author)

    @allowed(WRITERS)
    def reveal_nir(self, fiche: Fiche) -> str:
        """Give the NIR in clear, and write in the journal who asked for it."""
        with self.gesture():
            return revealing.one(self._author(), self._inscriptions.row(fiche.uid))

    @allowed(ADMINISTRATORS)
    def reveal_nirs(self, uids: Sequence[UUID]) -> dict[UUID, str]:
        """Give these NIR in clear; the journal keeps, once, how many went out and for whom."""
        with self.gesture():
            return revealing.several(self._author(), self._inscriptions.rows(uids))

    # The inside

    def _enroll(self, asked: Mapping[UUID, Asked | Refusal], lot: UUID) -> list[Fate]:
        return enrolling.enroll(self._cabinet, lambda: replace(self._author(), lot=lot), asked)

    def _change(
        self,
        verbe: str,
        fiche: Fiche,
        operation: UUID | None,
        change: Change,
        *,
        removed: bool = False,
    ) -> Fiche:
        """Change one row and write its operation, in one transaction, once."""
        with self.gesture():
            (fate,) = self._change_all(verbe, {operation or uuid4(): fiche}, change, removed)
            if isinstance(fate, Refusal):
                raise fate
            return self._inscriptions.fiche(fiche.uid)

    def _change_all(
        self, verbe: str, asked: Mapping[UUID, Fiche], change: Change, removed: bool
    ) -> list[Fate]:
        journal.lock(self._cabinet)
        rows = self._inscriptions.rows_at(list(asked.values()), removed=removed)
        return many.change(self._author(), verbe, dict(zip(asked, rows, strict=True)), change)

    def _author(self) -> Author:
        """Give who acts now; NotAllowed if the access was closed or lowered since the sign in."""
        refuse_changed(self._cabinet, self._utilisateur, self._vault)
        return Author(
            self._cabinet,
            self._utilisateur,
            self._vault,
            self._now(),
            self._lot,
            self.proofs_kept,
        )
