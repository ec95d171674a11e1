"""What undoing a change needs, and undoing it: field by field, where nobody changed it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from models.champs import COMPTE
from models.ecarts import NONE
from models.errors import Conflict
from models.identifiers import numero_compte
from models.labels import Report, Vu
from models.tables import Compte, Inscription, Operation
from models.writing.author import Author, Details
from models.writing.changes import COLUMNS, retire, touch
from models.writing.collisions import conflict, refuse_restored, removed
from models.writing.comptes import Held
from models.writing.photograph import State, developed
from models.writing.row_keys import set_keys
from models.writing.two_states import VU, ecart_of

UNDONE = (*COLUMNS, "responsable", "retire_le", "retire_par", "annulee")
REFUSAL = ("report", "report_le", "report_par", "report_motif")
NOT_KEPT = "Non annulé\u00a0: ce qu'il faut pour annuler n'a pas été gardé."
INSTANTS = frozenset({"retire_le", "vu_le", "report_le"})
UNKNOWN: Mapping[str, Any] = {"vu": Vu.INCONNU.value}
NEVER_THERE: State = {"inscription": {"vu": Vu.ABSENT.value}}


@dataclass(frozen=True)
class Step:
    """One operation to undo: the inscription before it, and after.

    Before an inscription there was nothing. Where something changed since, `after` is what the
    first change found; None there, or in `before`, says that no photograph was kept. `proofs` are
    the columns of those that it changed, as nothing since: what they were is nowhere. `overridden`:
    what it changed was changed again, by what stands, even where that made it what it was.
    """

    verbe: str
    changed_since: bool
    before: State | None
    after: State | None
    proofs: frozenset[str] = frozenset()
    overridden: bool = False


def undo(author: Author, held: Held, lot: UUID, step: Step) -> Details | None:
    """Undo one operation of an inscription; None if that changes nothing.

    Conflict: a later change of the same box or field, or a removal, stands; or a number is taken.
    """
    row = held.row
    now: State = held.found
    after = _after(row, now, step)
    if step.before is None:
        _refuse_changed(row, now, after)
        if _vu(now) == _vu(after):
            # What it said of urssaf.fr (« déjà inscrit ») goes with it.
            _restore(row, NEVER_THERE, VU)
        retire(author, held)
        row.annulee = True
        return _details(lot, step)
    columns = _columns(row, step.before, now, after)
    comptes = _Comptes(row, step.before, now, after)
    told = _tells(step, after) and _vu(now) == _vu(after)
    comes_back = bool(row.retire_le) and columns.get("retire_le", row.retire_le) is None
    refuse_restored(row, comes_back, comptes.numbers(held, comes_back))
    for name, value in columns.items():
        setattr(row, name, value)
    comptes.write(author, held)
    if told:
        _restore(row, step.before, VU)
    refused = _undo_report(row, step.before, after)
    erased = _erased(row, step.proofs)
    if not (columns or comptes.edits or told or refused or erased):
        return None
    if columns.keys() - {"services"} or comptes.edits:
        set_keys(row, held.comptes)
    touch(author, row)
    return _details(lot, step)


def _after(row: Inscription, now: State, step: Step) -> State:
    """Give what the operation left; Conflict if that was not kept, or if a removal stands."""
    after = step.after if step.changed_since else now
    if after is None or (step.before is None and step.verbe != "inscrire"):
        raise Conflict(NOT_KEPT)
    if row.retire_le and not after["inscription"]["retire_le"]:
        raise removed(row)
    if step.overridden:
        raise conflict(row)
    return after


class Restoring:
    """Brings these inscriptions back from the corbeille, inside one transaction."""

    def __init__(self, author: Author, uids: Sequence[UUID]) -> None:
        self._before = _before_last(author, uids, "resilier")
        self._taken: set[str] = set()

    def __call__(self, author: Author, held: Held) -> Details | None:
        """Bring one back; None if it is there already, Conflict if its place is taken."""
        row = held.row
        if row.retire_le is None:
            return None
        if row.annulee:
            raise Conflict("Non restauré : son inscription a été annulée, et non supprimée.")
        numbers = [one.numero_compte for one in held.comptes if one.numero_compte]
        places = {numero_compte.short(number) for number in numbers}
        places |= {f"{row.regime} {row.siren}"} if row.siren else set()
        if places & self._taken:
            raise Conflict("Non restauré : un autre, restauré avec lui, a le même numéro.")
        refuse_restored(row, True, numbers, "Non restauré")
        self._taken |= places
        row.retire_le = row.retire_par = None
        _revive(held)
        before = self._before.get(row.uid)
        if before and _vu(before) == _vu(held.found):
            # urssaf.fr was told nothing since: what was said of it before stands again.
            _restore(row, before, REFUSAL)
        touch(author, row)
        return {}


def _before_last(author: Author, uids: Sequence[UUID], verbe: str) -> dict[UUID, State]:
    """Give what the last operation of this verb found of each inscription, where it was kept."""
    mine = Operation.cabinet == author.cabinet, Operation.inscription_uid.in_(list(uids))
    asked = Operation.select(Operation.rang, Operation.inscription_uid, Operation.id)
    rows = asked.where(*mine, Operation.verbe == verbe)
    found: Iterable[tuple[int, UUID, UUID]] = rows.tuples().execute()
    last = {uid: number for _, uid, number in sorted(found)}
    kept = developed(author, last.values())
    return {uid: kept[number] for uid, number in last.items() if number in kept}


def take_back(author: Author, held: Held) -> Details | None:
    """Give urssaf.fr what it had before the last report of this inscription.

    None if that makes no difference. Where it is not known what it had (reported before that was
    kept, by another key or without one), it is unknown, and to be looked at there.
    """
    row = held.row
    before = _before_last(author, [row.uid], "report").get(row.uid)
    _restore(row, before or {"inscription": {}}, VU)
    if ecart_of(row, held.comptes) == NONE:
        return None
    touch(author, row)
    return {"report": Report.A_FAIRE.value}


def _details(lot: UUID, step: Step) -> Details:
    return {"annule": lot.hex, "verbe": step.verbe}


def _refuse_changed(row: Inscription, now: State, after: State) -> None:
    """Raise Conflict if anything was changed since."""
    names = (*UNDONE, "services")
    # A photograph of before `annulee` has no such column: it was not.
    here, then = now["inscription"], after["inscription"]
    changed = any(here[one] != then.get(one, False) for one in names)
    if changed or now["comptes"] != after["comptes"]:
        raise conflict(row)


def _columns(row: Inscription, before: State, now: State, after: State) -> dict[str, Any]:
    """Give what is to be written of the row; Conflict if it was changed again since."""
    was, then, here = (one["inscription"] for one in (before, after, now))
    values: dict[str, Any] = {}
    for name in UNDONE:
        if was.get(name, False) == then.get(name, False):
            continue
        if here[name] != then.get(name, False):
            raise conflict(row)
        values[name] = _value(name, was.get(name, False))
    switched = was["services"] ^ then["services"]
    if (here["services"] ^ then["services"]) & switched:
        raise conflict(row)
    if switched:
        values["services"] = here["services"] ^ switched
    return values


class _Comptes:
    """What is to be written of the comptes: those to edit, to take out, to put back."""

    def __init__(self, row: Inscription, before: State, now: State, after: State) -> None:
        gone, was_gone = (one["inscription"]["retire_le"] for one in (now, before))
        self.restored = bool(gone) and not was_gone
        self.changed: dict[int, dict[str, Any]] = {}
        self.added: set[int] = set()
        self.gone: dict[int, dict[str, Any]] = {}
        if before["comptes"] != after["comptes"]:
            self._compare(row, before, now, after)

    def _compare(self, row: Inscription, before: State, now: State, after: State) -> None:
        was, here, then = ({one["id"]: one for one in s["comptes"]} for s in (before, now, after))
        for number in was.keys() & then.keys():
            names = [one for one in COMPTE if was[number][one] != then[number][one]]
            if any(here.get(number, {}).get(one) != then[number][one] for one in names):
                raise conflict(row)
            if names:
                self.changed[number] = {one: was[number][one] for one in names}
        self.added = then.keys() - was.keys()
        self.gone = {number: was[number] for number in was.keys() - then.keys()}
        if any(here.get(number) != then[number] for number in self.added):
            raise conflict(row)
        mine = here | self.gone
        kept = (mine[one] | self.changed.get(one, {}) for one in mine.keys() - self.added)
        numbers = [numero_compte.short(one) for each in kept if (one := each["numero_compte"])]
        if len(set(numbers)) < len(numbers):
            raise conflict(row)

    @property
    def edits(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.changed or self.added or self.gone)

    def numbers(self, held: Held, comes_back: bool) -> list[str]:
        """Give the account numbers that would be living again."""
        again = [values.get("numero_compte") for values in self.changed.values()]
        again += [one["numero_compte"] for one in self.gone.values()]
        again += [one.numero_compte for one in held.comptes] if comes_back else []
        return [number for number in again if number]

    def write(self, author: Author, held: Held) -> None:
        """Write them, in the base and in `held`; what was added may have had a number since."""
        if self.added:
            Compte.update(retire_le=author.instant).where(Compte.id.in_(self.added)).execute()
            held.comptes[:] = [one for one in held.comptes if one.id not in self.added]
        moving = [number for number, values in self.changed.items() if "numero_compte" in values]
        if moving:
            # So that two comptes may exchange their numbers.
            Compte.update(numero_compte=None).where(Compte.id.in_(moving)).execute()
        for compte in held.comptes:
            if values := self.changed.get(compte.id):
                for name, value in values.items():
                    setattr(compte, name, value)
                Compte.update(**values).where(Compte.id == compte.id).execute()
        if self.gone:
            back = Compte.id.in_(list(self.gone))
            Compte.update(retire_le=None).where(back).execute()
            held.comptes.extend(Compte.select().where(back))
        if self.restored:
            _revive(held)


def _revive(held: Held) -> None:
    """Put the comptes of an inscription that comes back among the living."""
    own = [one.id for one in held.comptes]
    Compte.update(retire_le=None).where(Compte.id.in_(own)).execute()


def _tells(step: Step, after: State) -> bool:
    """Tell whether the operation changed what urssaf.fr is known to have.

    A photograph of before the two states does not say, but for a report.
    """
    before = step.before or {"inscription": {}}
    return _vu(before) != _vu(after) and ("vu" in before["inscription"] or step.verbe == "report")


def _vu(state: State) -> list[Any]:
    return [state["inscription"].get(name) for name in VU]


def _undo_report(row: Inscription, before: State, after: State) -> bool:
    """Give back a refusal, or since when it waits; tell whether that alone is a change."""
    was, then = before["inscription"], after["inscription"]
    if [was[one] for one in REFUSAL] == [then[one] for one in REFUSAL]:
        return False
    refused = Report.REFUSE.value in (was["report"], then["report"])
    waited = was["report"] == Report.A_FAIRE.value and row.report == then["report"]
    if refused or waited:
        _restore(row, before, REFUSAL)
    return refused


def _erased(row: Inscription, proofs: Iterable[str]) -> bool:
    """Erase proofs that were typed by what is undone; tell whether there was any."""
    kept = [name for name in proofs if getattr(row, name) is not None]
    for name in kept:
        setattr(row, name, None)
    return bool(kept)


def _restore(row: Inscription, before: State, names: Sequence[str]) -> None:
    kept = before["inscription"]
    for name in names:
        setattr(row, name, _value(name, kept.get(name)) if "vu" in kept else UNKNOWN.get(name))


def _value(name: str, plain: Any) -> Any:
    return datetime.fromisoformat(plain) if plain and name in INSTANTS else plain
