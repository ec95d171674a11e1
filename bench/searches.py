"""What a search costs in the models alone, without a screen: where the time of a key can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.portfolio import RARE, numero_of, siren_of
from models.labels import Etat, Regime, Report, Service, ToDo
from models.portefeuille import Portefeuille
from models.sealing.vault import Vault
from models.search.criteres import After, Anchor, Before, Criteres, Donnee, Edge, Key, Page, Tri
from models.storage.opening import close_database, open_database
from models.tables import Cabinet

EVERYTHING = Criteres()


@dataclass(frozen=True)
class Found:
    """The milliseconds of one search, in order, and what it found (None: more than counted)."""

    name: str
    times: tuple[float, ...]
    total: int | None

    @property
    def median(self) -> float:
        """The time in the middle."""
        return median(self.times)

    @property
    def p95(self) -> float:
        """The time that nineteen searches in twenty do not exceed."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * 0.95))]


def measure(base: str | Path, size: int, times: int) -> list[Found]:
    """Make each search `times` times in the base of `size` inscriptions, in turn."""
    open_database(base, migrate=False).see_all()
    try:
        cabinet = Cabinet.get()
        inside = Portefeuille(cabinet, None, Vault.absent(cabinet.uid))
        works = list(_works(inside, size))
        spent: dict[str, list[float]] = {name: [] for name, _ in works}
        totals: dict[str, int | None] = {}
        for _ in range(times):
            for name, work in works:
                start = perf_counter()
                page = work()
                spent[name].append((perf_counter() - start) * 1000)
                totals[name] = page.total
        return [Found(name, tuple(sorted(some)), totals[name]) for name, some in spent.items()]
    finally:
        close_database()


def _works(inside: Portefeuille, size: int) -> Iterator[tuple[str, Callable[[], Page]]]:
    def work(criteres: Criteres, anchor: Anchor = Edge.FIRST) -> Callable[[], Page]:
        return lambda: inside.page(criteres, anchor)

    siren, compte = siren_of(size // 2), numero_of(size // 2)
    middle = Key.of(inside.page(Criteres(siren=siren)).fiches[0])
    yield "page suivante", work(EVERYTHING, After(middle))
    yield "page précédente", work(EVERYTHING, Before(middle))
    yield "première page", work(EVERYTHING)
    yield "dernière page", work(EVERYTHING, Edge.LAST)
    for digits in (9, 5, 3):
        yield f"Siren, {digits} chiffres", work(Criteres(siren=siren[:digits]))
    for digits in (18, 16, 10, 3):
        yield f"compte, {digits} chiffres", work(Criteres(compte=compte[:digits]))
    for said in TEXTS:
        yield f"« {said} »", work(Criteres(texte=said))
    for said in ("boulangerie", "taxi"):
        yield f"« {said} », fin", work(Criteres(texte=said), Edge.LAST)
        yield f"« {said} », au milieu", work(Criteres(texte=said), After(middle))
    for name, criteres in FILTERS.items():
        yield name, work(criteres)
    yield "à faire, dernière page", work(QUEUE, Edge.LAST)
    fiches = inside.page(replace(QUEUE, ecarts=frozenset({ToDo.CHANGER}))).fiches
    yield "à faire, au milieu", work(QUEUE, After(Key.of(fiches[-1], QUEUE.tri)))


TEXTS = (
    *(RARE.lower(), "boulangerie", "zwxkq", "b", "bo", "xy", "taxi", "erie", "toulouse"),
    *("boulangerie dax", "taxi dupont", "martin durand", "taxi savignac", "du pont 12"),
    *("117", "42"),
)
GENERAL = frozenset({Regime.GENERAL})
QUEUE = Criteres(reports=frozenset({Report.A_FAIRE}), tri=Tri.A_FAIRE)
QUEUES = {
    "à faire": QUEUE,
    "à faire, changer": replace(QUEUE, ecarts=frozenset({ToDo.CHANGER})),
    "à faire, régime général": replace(QUEUE, regimes=GENERAL),
    "à faire, filtrée, rare": replace(QUEUE, avec=frozenset(Service)),
}
FILTERED = {
    **QUEUES,
    "page filtrée": Criteres(regimes=GENERAL, sans=frozenset({Service.ATTESTATIONS})),
    "page filtrée, rare": Criteres(avec=frozenset(Service)),
    "page filtrée, triée par ville": Criteres(avec=frozenset({Service.DPAE}), tri=Tri.VILLE),
}
"""What is to be read in 30 ms, at a hundred thousand, of which ten thousand wait."""
IN_TIME = (*FILTERED, "à faire, dernière page", "à faire, au milieu")
FILTERS = {
    "régime général": Criteres(regimes=GENERAL),
    "état radié": Criteres(etats=frozenset({Etat.RADIE})),
    "état actif": Criteres(etats=frozenset({Etat.ACTIF})),
    "état suspendu": Criteres(etats=frozenset({Etat.SUSPENDU})),
    "report à faire": Criteres(reports=frozenset({Report.A_FAIRE})),
    "incomplets": Criteres(sans=frozenset({Donnee.COMPLET})),
    "« taxi », régime général": Criteres(texte="taxi", regimes=GENERAL),
    "« taxi », état radié": Criteres(texte="taxi", etats=frozenset({Etat.RADIE})),
    "« taxi », report à faire": Criteres(texte="taxi", reports=frozenset({Report.A_FAIRE})),
    "« boulangerie », état radié": Criteres(texte="boulangerie", etats=frozenset({Etat.RADIE})),
    "« boulangerie », régime général, à faire": Criteres(
        texte="boulangerie", regimes=GENERAL, reports=frozenset({Report.A_FAIRE})
    ),
    **FILTERED,
    "Siren 100, état radié": Criteres(siren="100", etats=frozenset({Etat.RADIE})),
    "état radié, report à faire": Criteres(
        etats=frozenset({Etat.RADIE}), reports=frozenset({Report.A_FAIRE})
    ),
}
