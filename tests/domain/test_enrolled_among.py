"""Who has numbers, asked for many at once: what each would be told alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from models.labels import Regime
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search import holders
from models.storage.engine import Engine
from models.storage.opening import opened
from tests.cabinet import employeur, fill, gerant, independant, numero, open_portefeuille, siren
from tests.domain.meant import saisies

WHOLE, SHORT = numero(70), numero(71)[3:]


@pytest.fixture
def there(portefeuille: Portefeuille, tmp_path: Path) -> Portefeuille:
    """Give clients of every kind, some removed, and the same numbers in another cabinet."""
    other = open_portefeuille(tmp_path)
    for rank, saisie in enumerate(saisies()):
        fiche = portefeuille.enroll(saisie, forced=True)
        if rank % 9 == 0:
            portefeuille.terminate(fiche)
    for rank in (90, 91):
        other.enroll(employeur(rank))
    other.terminate(other.report(other.enroll(employeur(92))))
    portefeuille.enroll(gerant(70, comptes=(SaisieCompte(WHOLE),)))
    portefeuille.enroll(gerant(71, comptes=(SaisieCompte(SHORT),)), forced=True)
    return portefeuille


@pytest.mark.parametrize("most", [3, holders.MOST])
def test_each_number_is_told_as_alone(
    there: Portefeuille, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(holders, "MOST", most)
    sirens = [siren(rank) for rank in range(1, 100)]
    numeros = [numero(1000 * some + rank) for some in range(6) for rank in range(1, 100)]
    found = there.enrolled_among(sirens, numeros)
    alone = {one: there.with_siren(one) for one in sirens}
    assert {one: found.with_siren(one) for one in sirens} == alone
    assert sum(map(len, alone.values())) > 20
    held = {one: there.with_compte(one) for one in numeros}
    assert {one: found.with_compte(one) for one in numeros} == held
    assert sum(map(bool, held.values())) > 20


@pytest.mark.parametrize(
    ("asked", "rank"),
    [
        *((WHOLE, 70), (WHOLE[3:], 70), (f"237{WHOLE[3:]}", None)),
        *((SHORT, 71), (f"117{SHORT}", 71), (f"237{SHORT}", 71)),
    ],
)
def test_both_spellings_of_a_number_are_one(
    there: Portefeuille, asked: str, rank: int | None
) -> None:
    found = there.enrolled_among([], [asked, numero(99)]).with_compte(asked)
    alone = there.with_compte(asked)
    assert found == alone
    assert (found.raison_sociale if found else None) == (rank and f"LEGRAND {rank:03d}")


def test_what_waits_to_be_resilie_is_told_with_who_removed_it(there: Portefeuille) -> None:
    assert there.waiting_to_end(siren(80), Regime.GENERAL) is None
    for rank in (80, 81):
        there.terminate(there.report(there.enroll(employeur(rank))))
    there.enroll(independant(80, comptes=(SaisieCompte(numero(82)),)))
    found = there.enrolled_among([siren(80), siren(81), siren(92)], [])
    told = {rank: found.waiting(siren(rank), Regime.GENERAL) for rank in (80, 81, 92)}
    assert str(told[80]).startswith("Ce Siren a été supprimé le 12/06/2026 par Claire Durand")
    assert str(told[81]) == str(told[80])
    assert told[92] is None
    assert found.waiting(siren(80), Regime.ARTISAN_COMMERCANT) is None
    assert told[80] is not None
    assert there.get(told[80].uid).retire_le is not None
    alone = there.waiting_to_end(siren(80), Regime.GENERAL)
    assert alone is not None
    assert alone.uid == told[80].uid


def test_thousands_of_numbers_take_a_few_statements(
    portefeuille: Portefeuille, base: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 3)
    asked: list[str] = []
    run = type(opened()).run_prepared

    def noted(self: Engine, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        asked.append(sql)
        return run(self, sql, values)

    monkeypatch.setattr(type(base), "run_prepared", noted)
    sirens, numeros = map(list, (map(siren, range(1, 3_001)), map(numero, range(1, 3_001))))
    found = portefeuille.enrolled_among(sirens, numeros)
    assert [len(found.with_siren(siren(rank))) for rank in (1, 3, 4)] == [1, 1, 0]
    assert len(asked) < 20
