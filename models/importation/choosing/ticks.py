"""Which lines are taken: those that are ready, and those that a person said so of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from zlib import crc32

from models.importation.doubts import Nature
from models.importation.verdicts import Examen, Verdict
from models.long_work import GoOn, slices, to_the_end

Shown = Verdict | Nature | None
"""Which lines are looked at: those of a verdict, of a kind of doubt, or all."""

TO_SAY = {
    Nature.REGIME: "Dites d'abord le type de client : Entrée corrige la ligne.",
    Nature.ETAT: "Dites d'abord l'état du compte : Entrée corrige la ligne.",
    Nature.SECRET: "Effacez d'abord le numéro de sécurité sociale : Entrée corrige la ligne.",
    Nature.COLONNE: "Dites d'abord ce qu'est la colonne : Échap revient au tableau.",
}
"""What has to be said, or taken away, before a line that lacks it is taken."""
WRONG = "Ligne en erreur : Entrée la corrige."
NO_CLIENT = "Cette ligne n'est pas un client."
NOTHING_MORE = "Déjà inscrite, et le tableau n'en dit rien de plus."
FOR_GOOD = ("", NO_CLIENT, NOTHING_MORE)
"""Why a line needs nothing, or nothing that is done of it lets it be taken."""


class Turned(NamedTuple):
    """Whether lines were taken, or left; how many; how many could not be taken.

    `first`: of these, the first that may be taken once it is corrected; None: there is none.
    """

    taken: bool
    number: int
    others: int
    first: int | None


class Ticks:
    """The ticks of the lines: ready ones are taken unless they were left, doubtful ones if said.

    What was said of a doubtful line stands as long as its doubt is the same. `adds` tells what
    would be completed of a line that is there already.
    """

    def __init__(self, adds: Callable[[Examen], object]) -> None:
        self._adds = adds
        self.examens: Mapping[int, Examen] = {}
        self.left: set[int] = set()
        self.taken: dict[int, int] = {}
        self.counts: Counter[Shown] = Counter()
        self.to_enroll = self.to_complete = 0
        """How many clients are taken: those to inscribe, those to complete."""

    def look_at(self, examens: Mapping[int, Examen]) -> None:
        """Count what there is now."""
        self.examens = examens
        self.counts = Counter[Shown](one.verdict for one in examens.values())
        for one in examens.values():
            self.counts.update(one.natures)
        self.counts[None] = len(examens)
        self.to_enroll = len(self.chosen(Verdict.PRETE, Verdict.A_VERIFIER))
        self.to_complete = len(self.chosen(Verdict.DEJA))

    def shown(self, what: Shown) -> list[int]:
        """Give the numbers of the lines of a kind, in their order."""
        found = (n for n, one in self.examens.items() if _is_of(one, what))
        return sorted(found)

    def is_taken(self, numero: int) -> bool:
        """Tell whether a line will be inscribed, or completed: with its client, as a whole."""
        head = self._head(numero)
        examen = self.examens.get(head)
        if examen is None or examen.verdict in (Verdict.ERREUR, Verdict.IGNOREE):
            return False
        if examen.verdict is Verdict.PRETE:
            return head not in self.left
        return self.taken.get(head) == _said(examen)

    def why_not(self, numero: int) -> str:
        """Say why a line cannot be taken; empty if it can."""
        examen = self.examens[self._head(numero)]
        if examen.verdict is Verdict.ERREUR:
            return WRONG
        if examen.verdict is Verdict.IGNOREE:
            return NO_CLIENT
        if examen.verdict is Verdict.DEJA:
            return "" if self._adds(examen) else NOTHING_MORE
        return next((TO_SAY[one] for one in TO_SAY if one in examen.natures), "")

    def tick(self, numero: int, *, taken: bool) -> bool:
        """Take a line that can be, or leave it; tells whether it is so."""
        if taken and self.why_not(numero):
            return False
        head = self._head(numero)
        if self.is_taken(head) is not taken:
            self._turn(head, taken=taken)
        return True

    def _turn(self, head: int, *, taken: bool) -> None:
        examen = self.examens[head]
        if examen.verdict is Verdict.PRETE:
            (self.left.discard if taken else self.left.add)(head)
        elif taken:
            self.taken[head] = _said(examen)
        else:
            self.taken.pop(head, None)
        step = 1 if taken else -1
        if examen.verdict is Verdict.DEJA:
            self.to_complete += step
        elif examen.verdict is not Verdict.ERREUR:
            self.to_enroll += step

    def turn_all(self, numeros: Sequence[int], go_on: GoOn = to_the_end) -> Turned:
        """Take all these lines that can be, or leave them where all are; raises Abandoned."""
        looked_at = [one for some in slices(numeros, go_on) for one in some]
        why = {one: self.why_not(one) for one in looked_at}
        may = [one for one in looked_at if not why[one]]
        taken = not may or not all(map(self.is_taken, may))
        for numero in may:
            self.tick(numero, taken=taken)
        first = next((one for one in looked_at if why[one] not in FOR_GOOD), None)
        return Turned(taken, len(may), len(numeros) - len(may), first)

    def chosen(self, *verdicts: Verdict) -> list[Examen]:
        """Give what is taken of these verdicts: the first line of each client."""
        return [
            one
            for numero, one in sorted(self.examens.items())
            if one.verdict in verdicts and one.avec_ligne is None and self.is_taken(numero)
        ]

    def _head(self, numero: int) -> int:
        examen = self.examens[numero]
        if examen.verdict is Verdict.IGNOREE or examen.avec_ligne is None:
            return numero
        return examen.avec_ligne


def _is_of(examen: Examen, what: Shown) -> bool:
    if what is None:
        return True
    return what in examen.natures if isinstance(what, Nature) else examen.verdict is what


def _said(examen: Examen) -> int:
    """Give a mark of the doubt, and of the client: another of either has to be accepted anew."""
    # The boxes are in no order of their own, and none of them is doubted.
    client = replace(examen.saisie, services=frozenset())
    said = (examen.verdict.code, examen.motif, examen.ligne.cells, client)
    return crc32(repr(said).encode())
