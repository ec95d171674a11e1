"""How the form is written: inscribe or change, once for each form, and what is asked before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from screens.flows.drafts import Draft
from screens.flows.gestures import Tries
from screens.flows.reporting import erasing_question
from screens.windows.confirm import ConfirmModal

Doubts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Outcome:
    """What the form did: the client that it saved, or that it was asked to open.

    `again`: « Enregistrer et suivant ». `opened`: nothing was saved, the client was already there.
    `said`: what is still to be said of it.
    """

    fiche: Fiche
    again: bool
    opened: bool = False
    said: str = ""


class Saving:
    """The one gesture of a form, however often it is tried.

    `initial` is what the form began with, `fiche` the client that it changes (None: a new one),
    `draft` what is kept of it until then.
    """

    def __init__(
        self, portefeuille: Portefeuille, initial: Saisie, fiche: Fiche | None, draft: Draft
    ) -> None:
        self._portefeuille = portefeuille
        self._draft = draft
        self.initial = initial
        self.fiche = fiche
        self._tries = Tries()

    def write(self, saisie: Saisie, *, forced: bool, anew: bool = False) -> Fiche:
        """Inscribe or change the client; refusals as `enroll` and `edit`."""
        operation, inside = self._tries.of(saisie), self._portefeuille
        with self._draft.saved():
            if self.fiche is None:
                return inside.enroll(saisie, forced=forced, anew=anew, operation=operation)
            return inside.edit(self.fiche, saisie, forced=forced, operation=operation)

    def there(self, uid: UUID) -> Fiche:
        """Give who is already there; NotFound."""
        return self._portefeuille.get(uid)

    def erasing_question(self) -> ConfirmModal | None:
        """Ask before the proofs of this client go; None without any."""
        return erasing_question(self._portefeuille, self.fiche) if self.fiche else None

    @property
    def question(self) -> str:
        """What is asked of unusual values."""
        return "Inscrire quand même ?" if self.fiche is None else "Enregistrer quand même ?"

    def to_ask(self, warnings: Doubts, saisie: Saisie) -> Doubts:
        """Leave out the numbers that came with the form: « Inscrire » has asked about them."""
        given = {"siren"}
        number = self.initial.comptes[0].numero_compte
        if number and saisie.comptes[0].numero_compte == number:
            given.add("comptes.0.numero_compte")
        return {path: said for path, said in warnings.items() if path not in given}
