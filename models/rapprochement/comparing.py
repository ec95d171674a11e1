"""The portefeuille beside what was read of urssaf.fr: one pass over each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.labels import Etat, Regime, ToDo, Vu
from models.long_work import not_looked_through
from models.rapprochement.constat import Action, Constat, Groupe, Kind
from models.rapprochement.differing import Differing
from models.rapprochement.matching import match
from models.rapprochement.releve import Releve
from models.rapprochement.seen import Seen
from models.search.here import Here

TO_TERMINATE = "Supprimé ici, à résilier sur urssaf.fr : il y est encore."
TERMINATED = "Supprimé ici, et il n'est plus sur urssaf.fr."
EXPECTED = "Comme prévu : reste à changer sur urssaf.fr."
NOT_KNOWN_THERE = "Inscrit sur urssaf.fr : Portefeuille ne le savait pas."
OTHERWISE_KNOWN = "Sur urssaf.fr comme ici : Portefeuille le croyait autrement."
TO_ENROLL = "À inscrire sur urssaf.fr."
GONE = "N'est plus sur urssaf.fr."
WHICH = "Ce Siren a plusieurs inscriptions ici ({}) : la ligne ne dit pas laquelle."
ALIGNED = frozenset(
    {Kind.RADIE_LA_BAS, Kind.RADIE_ICI, Kind.FORME, Kind.SERVICES, Kind.COMPTE_LA_BAS}
)
"""What may be made here as it is on urssaf.fr."""


@dataclass(frozen=True)
class Rapprochement:
    """All that was found; what is only here is told once what was read is `complete`.

    `not_compared`: what urssaf.fr was not read to say of anybody.
    """

    constats: tuple[Constat, ...]
    complete: bool
    not_compared: tuple[str, ...] = ()

    def of(self, groupe: Groupe) -> tuple[Constat, ...]:
        """Give those of a group."""
        return tuple(one for one in self.constats if one.groupe is groupe)

    @property
    def counts(self) -> Counter[Groupe]:
        """How many there are in each group."""
        return Counter(one.groupe for one in self.constats)

    @property
    def agrees(self) -> bool:
        """Whether all is in agreement."""
        return all(one.groupe is Groupe.D_ACCORD for one in self.constats)


@not_looked_through()
def compare(here: Sequence[Here], releve: Releve, *, complete: bool = False) -> Rapprochement:
    """Compare; `complete`: somebody says that all that urssaf.fr lists was read."""
    seen = list(releve.seen)
    # Of nothing that was read, nothing is absent.
    complete = complete and bool(seen)
    found = match(here, seen)
    constats = [Constat(Groupe.A_PRECISER, unread=one, phrase=one.phrase) for one in releve.unread]
    constats += [_unclear(one, candidates) for one, candidates in found.unclear]
    constats += [_elsewhere(lines) for lines in found.elsewhere]
    maybe = {one.uid for _, candidates in found.unclear for one in candidates}
    for one in here:
        if lines := found.of_here.get(one.uid):
            constats.append(_both(one, sorted(lines, key=_numero), complete=complete))
        elif complete and one.uid not in maybe:
            constats.append(_absent(one))
    order = {groupe: rank for rank, groupe in enumerate(Groupe)}
    ordered = sorted(constats, key=lambda constat: order[constat.groupe])
    return Rapprochement(tuple(ordered), complete, tuple(_not_compared(seen)))


def of_regime(constat: Constat, regime: Regime) -> Constat:
    """Give what was read of a client whose type a person says."""
    chosen = frozenset({regime})
    lines = tuple(replace(one, regimes=chosen) for one in constat.seen)
    return replace(constat, seen=lines)


def _numero(one: Seen) -> int:
    return one.numero


def _unclear(one: Seen, candidates: Sequence[Here]) -> Constat:
    words = ", ".join(candidate.regime.label for candidate in candidates)
    return Constat(Groupe.A_PRECISER, seen=(one,), phrase=WHICH.format(words))


def _elsewhere(lines: Sequence[Seen]) -> Constat:
    radie = all(one.etat is Etat.RADIE for one in lines)
    words = Kind.RADIE_LA_BAS.value if radie else ""
    return Constat(Groupe.LA_BAS, seen=tuple(lines), phrase=words, actions=(Action.ENROLL,))


def _absent(here: Here) -> Constat:
    """Say what it means that nobody read of it."""
    if here.is_removed:
        return Constat(Groupe.D_ACCORD, here, phrase=TERMINATED, actions=(Action.NOTE,))
    actions = [Action.TERMINATE]
    if not here.est_radie:
        actions.insert(0, Action.STRIKE_OFF)
    if here.vu is Vu.ABSENT:
        return Constat(Groupe.ICI, here, phrase=TO_ENROLL, actions=tuple(actions))
    return Constat(Groupe.ICI, here, phrase=GONE, actions=(*actions, Action.NOTE))


def _both(here: Here, lines: Sequence[Seen], *, complete: bool) -> Constat:
    seen = tuple(lines)
    if here.is_removed:
        return Constat(Groupe.D_ACCORD, here, seen, phrase=TO_TERMINATE, there=here.there)
    differing = Differing(here, seen, complete=complete)
    differences, lacks, there = differing.all, differing.lacks, differing.there
    kinds = {one.quoi for one in differences}
    actions = [Action.ALIGN] if kinds & ALIGNED or (lacks and not kinds) else []
    if Kind.RADIE_LA_BAS in kinds:
        actions = [Action.STRIKE_OFF, *actions, Action.TERMINATE]
    if news := here.vu is not Vu.CONNU or (differing.says_more and here.there != there):
        actions.append(Action.NOTE)
    if differences:
        return Constat(Groupe.DIFFERENT, here, seen, differences, lacks, tuple(actions), there)
    told = _told(here, expected=differing.is_expected, news=news)
    words = " ".join(filter(None, (told, lacks)))
    return Constat(Groupe.D_ACCORD, here, seen, (), words, tuple(actions), there)


def _told(here: Here, *, expected: bool, news: bool) -> str:
    if here.vu is not Vu.CONNU:
        return NOT_KNOWN_THERE
    if expected or (here.ecart is ToDo.CHANGER and not news):
        return EXPECTED
    return OTHERWISE_KNOWN if news else ""


def _not_compared(seen: Sequence[Seen]) -> Iterator[str]:
    """Name what none of the lines says."""
    if seen and all(one.services is None for one in seen):
        yield "les services"
    if seen and not any(one.has_number for one in seen):
        yield "les numéros de compte"
    if seen and all(one.etat is None for one in seen):
        yield "les radiés"
    if seen and not any(one.forme_juridique for one in seen):
        yield "les formes juridiques"
