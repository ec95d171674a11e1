"""The two states of an inscription: what is here, compared with what urssaf.fr has."""

from __future__ import annotations

from collections.abc import Sequence

from models import ecarts
from models.ecarts import PROVED, Ecart, Numbered, State
from models.labels import Report, ToDo, Vu
from models.services import Changement
from models.tables import Inscription
from models.tables.inscription import bits_of, services_of
from models.writing.author import Author

VU = ("vu", "vu_services", "vu_comptes", "vu_le", "vu_par")
"""What is known of an inscription on urssaf.fr, by its columns."""


def ecart_of(row: Inscription, comptes: Sequence[Numbered]) -> Ecart:
    """Compare an inscription and its comptes with what urssaf.fr was last known to have."""
    return ecarts.compare(_here(row, comptes), Vu(row.vu), _there(row))


def settle(
    author: Author, row: Inscription, comptes: Sequence[Numbered], was: Ecart | None = None
) -> None:
    """Write the écart of a row that was changed, and the report that follows from it.

    `was` is its écart before, of a row that was refused: it stays so while that is the same.
    """
    here, there = _here(row, comptes), _there(row)
    if here and there and here.comptes != there.comptes:
        row.vu_comptes = ecarts.written(ecarts.completed(there, here).comptes)
    now = ecarts.compare(here, Vu(row.vu), there)
    row.ecart = now.quoi.value
    _keep_proofs(author, row)
    if now.quoi is ToDo.AUCUN:
        _report(author, row, Report.FAIT)
    elif row.report != Report.REFUSE.value or (was and now != was):
        _report(author, row, Report.A_FAIRE)


def tell(author: Author, row: Inscription, comptes: Sequence[Numbered]) -> None:
    """Note that urssaf.fr has the inscription as it is here."""
    _write(author, row, _here(row, comptes))
    settle(author, row, comptes)


def tell_seen(author: Author, row: Inscription, there: State | None) -> bool:
    """Note what urssaf.fr was seen to have (None: nothing); tell whether that was news."""
    if row.vu == (Vu.CONNU if there else Vu.ABSENT).value and there == _there(row):
        return False
    _write(author, row, there)
    return True


def _write(author: Author, row: Inscription, there: State | None) -> None:
    row.vu = (Vu.CONNU if there else Vu.ABSENT).value
    row.vu_services = bits_of(there.services) if there else None
    row.vu_comptes = ecarts.written(there.comptes) if there else None
    row.vu_le = author.instant
    row.vu_par = author.utilisateur


def take_over(row: Inscription, old: Inscription | None) -> None:
    """Note that urssaf.fr has of a new row what it has of `old`, if there is one."""
    for name in VU if old else ():
        setattr(row, name, getattr(old, name))


def tell_services(author: Author, row: Inscription, changement: Changement) -> bool:
    """Note that urssaf.fr has these boxes so; tell whether that was news."""
    there = _there(row)
    if there is None or (services := changement.of(there.services)) == there.services:
        return False
    row.vu_services = bits_of(services)
    row.vu_le = author.instant
    row.vu_par = author.utilisateur
    return True


def refuse(author: Author, row: Inscription, motif: str) -> None:
    """Note that urssaf.fr did not take the écart, and what it answered."""
    row.report = Report.REFUSE.value
    row.report_le = author.instant
    row.report_par = author.utilisateur
    row.report_motif = motif or None


def _report(author: Author, row: Inscription, report: Report) -> None:
    """Write the report; one that stands keeps its instant: what waits is as old as its start."""
    if report is Report.FAIT:
        # When urssaf.fr was last told: a change that is taken back tells it nothing.
        row.report_le, row.report_par_id = row.vu_le, row.vu_par_id
    elif row.report != report.value or row.report_le is None:
        row.report_le, row.report_par = author.instant, author.utilisateur
    row.report = report.value
    row.report_motif = None


def _keep_proofs(author: Author, row: Inscription) -> None:
    """Note since when the proofs that are kept are of no use; they go at once where none stays."""
    if row.ecart in PROVED or (row.montant_centimes is None and row.nir is None):
        row.preuves_le = None
    elif not author.proofs_kept:
        erase_proofs(row)
    elif row.preuves_le is None:
        row.preuves_le = author.instant


def erase_proofs(row: Inscription) -> None:
    """Keep neither the montant nor the NIR."""
    row.montant_centimes = row.nir = row.preuves_le = None


def _here(row: Inscription, comptes: Sequence[Numbered]) -> State | None:
    return None if row.retire_le else ecarts.state(services_of(row.services), comptes)


def _there(row: Inscription) -> State | None:
    if row.vu != Vu.CONNU.value:
        return None
    return State(services_of(row.vu_services or 0), ecarts.read(row.vu_comptes or "[]"))
