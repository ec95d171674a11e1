"""What is done of what was compared: each a lot, one gesture of the journal that `u` undoes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from uuid import uuid5

from models.errors import Refusal
from models.lot import Lot, Said, named
from models.portefeuille import Portefeuille
from models.rapprochement import changes
from models.rapprochement.changes import saisie_of
from models.rapprochement.constat import Action, Constat
from models.writing.author import Author, Details
from models.writing.changes import retire
from models.writing.comptes import Held

CHANGED_SINCE = "modifié depuis la comparaison : comparez de nouveau."
ONE_BY_ONE = (
    "Ce qui n'a pas été lu sur urssaf.fr n'est ni supprimé, ni marqué radié, ni noté pour "
    "plusieurs clients à la fois : regardez-les un par un."
)
TYPE_TO_SAY = "le type de ce client est à dire (Employeur, Artisan, Libéral, Gérant)."
NOT_HERE = "cela ne s'applique pas à cette ligne."


class Change(NamedTuple):
    """What is made of inscriptions that are here: how it is called, and its verb in the journal.

    `made` changes one row and gives what the journal says of it, None if nothing.
    """

    what: str
    verbe: str
    made: Callable[[Author, Held, Constat], Details | None]


def _ended(author: Author, held: Held, constat: Constat) -> Details:  # noqa: ARG001 - as others
    return retire(author, held)


CHANGES: Mapping[Action, Change] = MappingProxyType(
    {
        Action.NOTE: Change("C'est ainsi sur urssaf.fr", "report", changes.note),
        Action.ALIGN: Change("Correction d'après urssaf.fr", "modifier", changes.align),
        Action.STRIKE_OFF: Change("Marquer radié", "modifier", changes.strike_off),
        Action.TERMINATE: Change("Suppression", "resilier", _ended),
    }
)


class LotOfConstats(Lot[Constat]):
    """One action on what was compared; who was changed since is left.

    Refusal: several, of whom all that is known is that nobody read them.
    """

    def __init__(
        self, portefeuille: Portefeuille, items: Sequence[Constat], action: Action
    ) -> None:
        refuse_several_absent(items)
        super().__init__(portefeuille, items)
        self.action = action

    def _all(self, items: Sequence[Constat]) -> list[Said]:
        may = [one for one in items if self.action in one.actions]
        said = dict(zip(map(id, may), self._done(may), strict=True))
        return [said.get(id(one), f"{one.title} : {NOT_HERE}") for one in items]

    @abstractmethod
    def _done(self, items: Sequence[Constat]) -> list[Said]:
        """Do it of those that may be, inside the transaction."""


class LotOfHere(LotOfConstats):
    """Changes inscriptions of the portefeuille, as they were when they were compared."""

    def __init__(
        self, portefeuille: Portefeuille, items: Sequence[Constat], action: Action
    ) -> None:
        super().__init__(portefeuille, items, action)
        self._change = CHANGES[action]
        self.what = self._change.what

    def _done(self, items: Sequence[Constat]) -> list[Said]:
        constats = {one.here.uid: one for one in items if one.here}
        fiches = {
            fiche.uid: fiche
            for fiche in self._portefeuille.several(list(constats), removed=True)
            if fiche.version == _version(constats[fiche.uid])
        }
        verbe, made = self._change.verbe, self._change.made

        def change(author: Author, held: Held) -> Details | None:
            return made(author, held, constats[held.row.uid])

        asked = [fiches[uid] for uid in constats if uid in fiches]
        fates = self._portefeuille.change_many(verbe, asked, change) if asked else []
        said = dict(zip([fiche.uid for fiche in asked], named(asked, fates), strict=True))
        return [said.get(uid, f"{one.title} : {CHANGED_SINCE}") for uid, one in constats.items()]


class LotOfSeen(LotOfConstats):
    """Inscribes here what is on urssaf.fr: it is inscribed there already."""

    what = "Inscription d'après urssaf.fr"

    def _done(self, items: Sequence[Constat]) -> list[Said]:
        asked = {uuid5(self._uid, item.key): item for item in items if item.regime}
        saisies = {uid: saisie_of(item) for uid, item in asked.items()}
        fates = self._portefeuille.enroll_many(saisies, forced=True) if saisies else []
        said = {
            item.key: f"{item.title} : {fate}" if isinstance(fate, Refusal) else fate
            for item, fate in zip(asked.values(), fates, strict=True)
        }
        return [said.get(one.key, f"{one.title} : {TYPE_TO_SAY}") for one in items]


def lot_of(
    action: Action, portefeuille: Portefeuille, constats: Sequence[Constat]
) -> LotOfConstats:
    """Give the lot that does `action`; Refusal as LotOfConstats."""
    made = LotOfSeen if action is Action.ENROLL else LotOfHere
    return made(portefeuille, constats, action)


def refuse_several_absent(constats: Sequence[Constat]) -> None:
    """Raise Refusal if several, of whom none was read, would be changed in one gesture."""
    if len(constats) > 1 and any(one.here and one.from_absence for one in constats):
        raise Refusal(ONE_BY_ONE)


def _version(constat: Constat) -> int:
    return constat.here.version if constat.here else 0
