"""The inscriptions of one cabinet, each found by what names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from uuid import UUID

from peewee import ColumnBase, ModelSelect

from models.enrolled import Enrolled
from models.errors import NotFound, Refusal
from models.fiche import Fiche
from models.labels import Regime, ToDo
from models.long_work import GoOn, slices
from models.sealing.vault import Vault
from models.search import fiches, holders
from models.search.criteres import Key
from models.search.holders import Numeros
from models.storage import many_rows
from models.tables import Archive, Cabinet, Inscription
from models.writing import taking_over
from models.writing.collisions import archived, conflict, gone, holder_of

NOT_HERE = "Ce compte n'est pas, ou plus, dans votre portefeuille."


class Inscriptions:
    """Gives rows to change, or fiches to show; nothing of another cabinet."""

    def __init__(self, cabinet: Cabinet, vault: Vault) -> None:
        self._cabinet = cabinet
        self._vault = vault

    def fiche(self, uid: UUID) -> Fiche:
        """Give an inscription, removed or not; NotFound if it is not of this cabinet."""
        found = self._read(Inscription.select(Inscription.id).where(*self._named(uid)))
        if not found:
            raise self._why_gone(uid)
        return found[0]

    def called(self, uid: UUID) -> str:
        """Give what a sentence calls an inscription, one of the archive too; NotFound."""
        if (kept := self.archived(uid)) is not None:
            return kept.called
        return self.fiche(uid).called

    def archived(self, uid: UUID) -> Archive | None:
        """Give what the archive has of an inscription, if it went there."""
        mine = (Archive.cabinet == self._cabinet) & (Archive.uid == uid)
        return Archive.get_or_none(mine)

    def lacking_proof(self, uids: Sequence[UUID]) -> set[UUID]:
        """Give those of these inscriptions that urssaf.fr will ask a proof of that was erased."""
        mine = (Inscription.cabinet == self._cabinet) & Inscription.uid.in_(list(uids))
        montant = (
            Inscription.regime == Regime.GENERAL.value
        ) & Inscription.montant_centimes.is_null()
        asked = [regime.value for regime in Regime if regime.est_independant]
        nir = Inscription.regime.in_(asked) & Inscription.nir.is_null()
        waits = Inscription.ecart == ToDo.INSCRIRE.value
        rows = Inscription.select(Inscription.uid).where(mine, waits, montant | nir)
        lacking: Iterable[tuple[UUID]] = rows.tuples().execute()
        return {uid for (uid,) in lacking}

    def several(
        self, uids: Sequence[UUID], go_on: GoOn, *, removed: bool = False
    ) -> tuple[Fiche, ...]:
        """Give the living ones of these, or all of them, in the order of the list; Abandoned."""
        found: list[Fiche] = []
        for some in slices(uids, go_on):
            rows = self._all() if removed else self._living()
            found += self._read(rows.where(Inscription.uid.in_(list(some))))
        return tuple(sorted(found, key=Key.of))

    def with_siren(self, siren: str) -> tuple[Fiche, ...]:
        """Give the living inscriptions of a Siren: one for each régime."""
        mine = self._living().where(Inscription.siren == siren)
        return self._read(mine.order_by(Inscription.id))

    def with_compte(self, numero: str) -> Fiche | None:
        """Give the living inscription that holds this account number, however it is spelled."""
        holder = holder_of(self._cabinet, numero)
        return self.fiche(holder.uid) if holder else None

    def among(self, sirens: Iterable[str], numeros: Iterable[str]) -> Enrolled:
        """Look many Sirens and account numbers up at once: who has them, what waits to end."""
        sirens = list(sirens)
        by_siren = holders.of_sirens(self._cabinet, sirens)
        by_numero = holders.of_numeros(self._cabinet, numeros)
        numbers = sorted({*by_siren.values(), *(number for _, number in by_numero)})
        found = {fiche.id: fiche for fiche in fiches.of_ids(numbers, self._vault)}
        same: dict[str, tuple[Fiche, ...]] = {}
        for (siren, _), number in sorted(by_siren.items(), key=itemgetter(1)):
            same[siren] = (*same.get(siren, ()), found[number])
        waiting = taking_over.waiting(self._cabinet, sirens)
        return Enrolled(
            same,
            Numeros((numero, found[number]) for numero, number in by_numero),
            {known: taking_over.refusal(row) for known, row in waiting.items()},
        )

    def recent(self, count: int) -> tuple[Fiche, ...]:
        """Give the inscriptions changed last."""
        query = self._living().order_by(Inscription.modifie_le.desc(), Inscription.id.desc())
        return self._read(query.limit(count))

    def row(self, uid: UUID) -> Inscription:
        """Give the row of an inscription; NotFound if it is not of this cabinet."""
        row = Inscription.get_or_none(*self._named(uid))
        if row is None:
            raise NotFound(NOT_HERE)
        return row

    def rows(self, uids: Sequence[UUID]) -> dict[UUID, Inscription | Refusal]:
        """Give the rows of these inscriptions, removed or not, by their uid, or why there is none.

        In the order of `uids`.
        """
        rows = many_rows.read(Inscription, "uid", self._cabinet.id, uids)
        found = {row.uid: row for row in rows}
        return {uid: found.get(uid) or self._why_gone(uid) for uid in uids}

    def _why_gone(self, uid: UUID) -> NotFound:
        kept = self.archived(uid)
        return archived(kept) if kept else NotFound(NOT_HERE)

    def rows_at(
        self, fiches: Sequence[Fiche], *, removed: bool = False
    ) -> list[Inscription | Refusal]:
        """Give each row if nobody changed it since its fiche was read; else Conflict, NotFound."""
        numbers = [fiche.id for fiche in fiches]
        found = many_rows.read(Inscription, "id", self._cabinet.id, numbers)
        rows = {row.id: row for row in found}
        return [_as_read(rows.get(fiche.id), fiche, removed=removed) for fiche in fiches]

    def _named(self, uid: UUID) -> tuple[ColumnBase, ColumnBase]:
        return Inscription.cabinet == self._cabinet, Inscription.uid == uid

    def _all(self) -> ModelSelect[Inscription]:
        return Inscription.select(Inscription.id).where(Inscription.cabinet == self._cabinet)

    def _living(self) -> ModelSelect[Inscription]:
        return self._all().where(Inscription.retire_le.is_null())

    def _read(self, query: ModelSelect[Inscription]) -> tuple[Fiche, ...]:
        return fiches.of_ids([row.id for row in query], self._vault)


def _as_read(row: Inscription | None, fiche: Fiche, *, removed: bool) -> Inscription | Refusal:
    """Give the row, or why it is not to be changed as `fiche` shows it."""
    if row is None:
        return NotFound(NOT_HERE)
    if row.retire_le is not None and not removed:
        return gone(row)
    return row if row.version == fiche.version else conflict(row)
