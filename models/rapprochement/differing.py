"""What urssaf.fr says otherwise of an inscription that is on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from models.cleaning import fold
from models.ecarts import Numbered, Numbers, State
from models.identifiers import numero_compte, siret
from models.labels import Etat, Service, Vu
from models.rapprochement.constat import Difference, Kind
from models.rapprochement.pairing import Paired, pair
from models.rapprochement.seen import Seen
from models.search.here import Here, HereCompte


class WithEtat(Numbered, Protocol):
    """A compte, of the tables or as it is compared."""

    @property
    def etat(self) -> str:
        """The code of its état."""


EtatChange = tuple[int, Etat]
"""The rank of a compte, and the état that urssaf.fr has for it."""


class Differing:
    """Compares one inscription with the lines of it; `complete`: there is nothing else there."""

    def __init__(self, here: Here, seen: Sequence[Seen], *, complete: bool) -> None:
        self._here = here
        self._seen = seen
        self._complete = complete
        self._paired: Paired = pair(here.comptes, seen)
        self.services = read_services(seen)
        self.forme = read_forme(seen)

    @property
    def all(self) -> tuple[Difference, ...]:
        """What differs, and is not what is left to be done on urssaf.fr."""
        found = [*self._etats(), *self._regime(), *self._forme(), *self._services()]
        return (*found, *self._comptes())

    @property
    def is_expected(self) -> bool:
        """Whether urssaf.fr has what it was known to have, which is to be changed there."""
        there = self._here.there
        if there is None:
            return False
        boxes = self.services is not None and self.services != self._here.services
        return boxes or bool(self._paired.there) or (self._complete and bool(self._paired.here))

    @property
    def says_more(self) -> bool:
        """Whether the lines say anything that is known of urssaf.fr, but that it is there."""
        return self.services is not None or any(one.has_number for one in self._seen)

    @property
    def lacks(self) -> str:
        """Say what urssaf.fr has, where nothing is here."""
        here, parts = self._here, []
        if self.forme and not here.forme_juridique:
            parts.append(f"forme {self.forme}")
        if any(not c.numero_compte and s.numero_compte for c, s in self._paired.pairs):
            parts.append("numéro de compte")
        if any(not c.siret and s.siret for c, s in self._paired.pairs):
            parts.append("Siret")
        return f"À compléter ici : {', '.join(parts)}" if parts else ""

    @property
    def there(self) -> State | None:
        """What is known of it on urssaf.fr, once this is: what was not read stays as it was."""
        if self._here.vu is Vu.CONNU and not self.says_more:
            return self._here.there
        before = self._here.there
        services = before.services if before else frozenset[Service]()
        kept = list(before.comptes if before else self._here.state.comptes)
        return State(
            services if self.services is None else self.services,
            tuple(sorted(self._read_comptes(kept))),
        )

    def _read_comptes(self, kept: list[Numbers]) -> list[Numbers]:
        if not any(one.has_number for one in self._seen):
            return kept
        paired = pair(kept, self._seen)
        untold = list(kept)
        for compte in (*(one for one, _ in paired.pairs), *paired.here):
            untold.remove(_own(compte))
        again = [_own(compte).completed(_numbers(one)) for compte, one in paired.pairs]
        left = [] if self._complete else [_own(compte) for compte in paired.here]
        return [*again, *left, *untold, *map(_numbers, paired.there)]

    def _etats(self) -> Iterator[Difference]:
        changes = etats_there(self._here.comptes, self._seen)
        for quoi, wanted in ((Kind.RADIE_LA_BAS, Etat.RADIE), (Kind.RADIE_ICI, Etat.ACTIF)):
            some = [self._here.comptes[rank] for rank, etat in changes if etat is wanted]
            if not some:
                continue
            which = "" if len(some) == len(self._here.comptes) else f"{_named(some)} : "
            words = (
                f"radié sur urssaf.fr, {some[0].etat.label.lower()} ici"
                if wanted is Etat.RADIE
                else "radié ici, actif sur urssaf.fr"
            )
            yield Difference(quoi, f"{which}{words}")

    def _regime(self) -> Iterator[Difference]:
        for one in self._seen:
            if self._here.regime not in one.regimes:
                (there, *_) = sorted(one.regimes)
                words = f"régime {there.label} sur urssaf.fr, {self._here.regime.label} ici"
                yield Difference(Kind.REGIME, words)
                return

    def _forme(self) -> Iterator[Difference]:
        here = self._here.forme_juridique
        if self.forme and here and _bare(self.forme) != _bare(here):
            words = f"forme {self.forme} sur urssaf.fr, {here} ici"
            yield Difference(Kind.FORME, words)

    def _services(self) -> Iterator[Difference]:
        read, here, there = self.services, self._here.services, self._here.there
        if read is None or read == here or (there and read == there.services):
            return
        opened = [one.label for one in Service if one in read - here]
        closed = [one.label for one in Service if one in here - read]
        parts = [f"+ {one}" for one in opened] + [f"− {one}" for one in closed]
        yield Difference(Kind.SERVICES, f"services sur urssaf.fr : {', '.join(parts)}")

    def _comptes(self) -> Iterator[Difference]:
        known = self._here.there.comptes if self._here.there else ()
        for one in self._paired.there:
            if not any(_numbers(one).is_of(other) for other in known):
                words = f"compte {_identity(one)} sur urssaf.fr, pas ici"
                yield Difference(Kind.COMPTE_LA_BAS, words)
        for compte in self._paired.here if self._complete else ():
            if not self._here.there or any(_own(compte).is_of(other) for other in known):
                words = f"compte {_identity(compte)} ici, pas sur urssaf.fr"
                yield Difference(Kind.COMPTE_ICI, words)


def read_services(seen: Sequence[Seen]) -> frozenset[Service] | None:
    """Give the boxes that were read; None if none of the lines says which."""
    return next((one.services for one in seen if one.services is not None), None)


def read_forme(seen: Sequence[Seen]) -> str:
    """Give the forme juridique that was read, or nothing."""
    return next((one.forme_juridique for one in seen if one.forme_juridique), "")


def etats_there(comptes: Sequence[WithEtat], seen: Sequence[Seen]) -> list[EtatChange]:
    """Give the comptes that are radiés on one side only, and as they are on urssaf.fr."""
    paired = pair(comptes, seen)
    read = {id(compte): one.etat for compte, one in paired.pairs}
    whole = [one.etat for one in seen if not one.has_number and one.etat is not None]
    of_all = None
    if whole:
        of_all = Etat.RADIE if all(etat is Etat.RADIE for etat in whole) else Etat.ACTIF
    here_radie = bool(comptes) and all(one.etat == Etat.RADIE for one in comptes)
    changes = []
    for rank, compte in enumerate(comptes):
        etat, radie = read.get(id(compte)), compte.etat == Etat.RADIE
        if etat is None and (of_all is Etat.RADIE or (of_all and here_radie)):
            etat = of_all
        if etat is not None and (etat is Etat.RADIE) is not radie:
            changes.append((rank, Etat.RADIE if etat is Etat.RADIE else Etat.ACTIF))
    return changes


def _numbers(one: Seen) -> Numbers:
    return Numbers(numero_compte.short(one.numero_compte), one.siret)


def _own(compte: Numbered) -> Numbers:
    return Numbers(numero_compte.short(compte.numero_compte or ""), compte.siret or "")


def _identity(compte: Numbered) -> str:
    if compte.numero_compte:
        return numero_compte.show(compte.numero_compte)
    return siret.show(compte.siret or "")


def _named(comptes: Sequence[HereCompte]) -> str:
    return ", ".join(f"compte {_identity(one)}" for one in comptes)


def _bare(forme: str) -> str:
    return fold(forme).replace(" ", "")
