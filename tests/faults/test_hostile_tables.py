"""Tables that nobody would write: each line is accounted for, none crashes, and no NIR is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from peewee import Database

from models.cleaning import one_line
from models.importation import rejects, report, table
from models.importation.examination import Examination
from models.importation.grille import Grille, Rangee
from models.importation.verdicts import Choices, Verdict
from tests.cabinet import NIR, open_portefeuille
from tests.domain.bases import ON_SQLITE
from tests.domain.importation.judging import leaks
from tests.domain.importation.random_tables import TITLES, client_of
from tests.faults.hostile import hostile_texts
from tests.tries import draws
from tui.terminal.clean_output import UNSAFE

pytestmark = pytest.mark.slow

LINES = 200
"""Of one table."""
WRITTEN: tuple[Callable[[str], str], ...] = (
    lambda nir: nir,
    lambda nir: f"{nir[0]} {nir[1:3]} {nir[3:5]} {nir[5:7]} {nir[7:10]} {nir[10:13]} {nir[13:]}",
    lambda nir: f"{nir[:13]}",
    lambda nir: f"{nir}.0",
    lambda nir: f"n° {nir[:7]}-{nir[7:13]} {nir[13:]}",
    lambda nir: nir[:14] + str((int(nir[14]) + 1) % 10),
)


def hostile_table(luck: Random, texts: list[str]) -> tuple[Grille, list[str]]:
    """Make a table of texts, true cells and NIRs, each anywhere; gives the NIRs that it holds."""
    names = luck.sample(sorted(TITLES), luck.randrange(3, len(TITLES)))
    titled = luck.random() < 0.7
    rows = [tuple(luck.choice(TITLES[name]) for name in names)] if titled else []
    nirs = []
    for rank in range(1, LINES + 1):
        client = client_of(rank, luck)
        cells = [client.values[name] for name in names]
        for _ in range(luck.randrange(4)):
            cells[luck.randrange(len(cells))] = luck.choice(texts)
        if nir := client.values["nir"]:
            nirs.append(nir)
            cells[luck.randrange(len(cells))] = luck.choice(WRITTEN)(nir)
        if luck.random() < 0.3:
            luck.shuffle(cells)
        elif luck.random() < 0.3:
            cells.pop()
        rows.append(tuple(map(one_line, cells)))
    return Grille(tuple(Rangee(n, row) for n, row in enumerate(rows, 1))), nirs


@ON_SQLITE
def test_each_line_is_accounted_for(
    base: Database, tmp_path: Path, tell: Callable[..., None]
) -> None:
    portefeuille = open_portefeuille(tmp_path)
    wanted, luck = draws(100_000), Random(16)
    # Its own NIR, glued to other digits, is one to nobody.
    texts = [text.replace(NIR, "") for text in hostile_texts(500, 16)]
    lines = ready = 0
    while lines < wanted:
        grille, nirs = hostile_table(luck, texts)
        tableau = table.read(grille)
        examination = Examination(portefeuille, Choices(deja_inscrit=luck.random() < 0.5))
        examination.examine(tableau.lignes)
        examens = [examination.examens[ligne.numero] for ligne in tableau.lignes]
        told = report.as_json(tableau, examens, {})
        below = tableau.colonnes.titres_ligne or 0
        assert [one.ligne.numero for one in examens] == [
            row.numero for row in grille.rangees if row.numero > below
        ]
        assert all(one.motif for one in examens if one.verdict is not Verdict.PRETE)
        kept = json.dumps([told, rejects.rows(tableau.colonnes, examens)], ensure_ascii=False)
        assert leaks(nirs, kept, []) == []
        assert not UNSAFE.search(kept)
        lines += len(examens)
        ready += sum(one.verdict is Verdict.PRETE for one in examens)
    tell("hostile lines of tables", lines=lines, ready=ready)
