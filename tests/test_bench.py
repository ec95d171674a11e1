"""What measures the program still runs: its portefeuille, its smallest program, its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from stdnum.fr import siren

from bench import portfolio, report
from bench.report import Line
from bench.terminal import Answer
from bench.works import ms, octets, p95
from models.recherche import Criteres
from models.storage.backup import check_database
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille


def test_a_portefeuille_is_written_as_the_program_writes_it(tmp_path: Path) -> None:
    base = tmp_path / "portefeuille.db"
    open_database(base)
    inside = open_portefeuille(tmp_path)
    close_database()
    portfolio.fill(base, 1_000)
    open_database(base, migrate=False)
    try:
        assert check_database() == ()
        assert inside.compteurs().total == 1_000
        assert inside.page(Criteres(texte=portfolio.RARE)).total == 10
        bakeries = inside.page(Criteres(texte="boulangerie")).total or 0
        assert 80 <= bakeries <= 140
        (found,) = inside.page(Criteres(compte=portfolio.numero_of(500))).fiches
        assert found.siren == portfolio.siren_of(500)
        assert not siren.is_valid(found.siren)
    finally:
        close_database()


def test_answers_are_summed_up() -> None:
    answers = [Answer(float(rank), 100 + rank) for rank in range(1, 101)]
    assert (ms(answers), octets(answers), p95(answers)) == (50.5, 150, 96.0)


def test_the_table_tells_what_is_not_reached(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"avant\n{report.BEGIN}\nancien\n{report.END}\naprès\n")
    monkeypatch.setattr(report, "PAGE", page)
    lines = [
        Line("quitter", "", "20 ms", "", "≤ 80 ms", True),
        Line("↓", "", "9 ms", reached=False),
    ]
    report.keep(report.table(lines))
    kept = page.read_text()
    assert "| quitter |  | 20 ms |  | ≤ 80 ms | oui |" in kept
    assert "| ↓ |  | 9 ms |  |  | **non** |" in kept
    assert (kept.startswith("avant"), kept.endswith("après\n"), "ancien" in kept) == (
        True,
        True,
        False,
    )
