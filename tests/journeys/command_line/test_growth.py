"""Verbs over many clients: no line is looked at beside all the others."""

from __future__ import annotations

from cProfile import Profile
from pathlib import Path

from tests.cabinet import numero, siren
from tests.journeys.command_line.command import Run

OURS = f'"{Path(__file__).parents[3]}/'
LINES = 300
MOST = 100
"""Calls of one function for a line: a third of those that looking at all of them would make."""


def calls_of(run: Run, *words: str) -> tuple[int, str]:
    """Give how often what is called the most of ours is, or gives something, and what it is."""
    profile = Profile()
    answer = profile.runcall(run, *words)
    assert answer.status in (0, 1), answer.err
    ours = (one for one in profile.getstats() if OURS in str(one.code))
    return max((one.callcount, str(one.code)) for one in ours)


def test_no_verb_looks_at_all_the_lines_for_each(espace: Run, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    rows = [
        f"CLIENT {rank};{siren(rank)};{numero(rank)};12,50;Employeur"
        for rank in range(1, 1 + LINES)
    ]
    table.write_text("\n".join(["Nom;Siren;Compte;Montant;Type", *rows]), "utf-8")
    for words in (
        ("importer", str(table), "--essai", "--rejets", str(tmp_path / "rejets.csv")),
        ("importer", str(table), "--json"),
        ("rapprocher", str(table), "--complet"),
        ("exporter", str(tmp_path / "clients.xlsx")),
        ("lister", "--json"),
        ("annuler",),
    ):
        calls, what = calls_of(espace, *words)
        assert calls < MOST * LINES, (words, what)
