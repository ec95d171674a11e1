"""What measures the program still runs: its portefeuille, its smallest program, its table."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from stdnum.fr import siren

from bench import (
    exporting,
    importing,
    journal,
    phases,
    portfolio,
    report,
    robots,
    searches,
    windows,
)
from bench.behind_ssh import Way
from bench.postgresql import TEMPLATE, Cluster
from bench.report import Line
from bench.robot import Robot, Told
from bench.terminal import Answer, Terminal
from bench.works import Home, ms, octets, p95
from models.search.criteres import Criteres
from models.storage.backup import check_database
from models.storage.opening import close_database, open_database
from models.tables import Inscription, Operation
from models.tables.table import database
from models.writing import verifying
from models.writing.comptes import comptes_of
from models.writing.controle import check
from models.writing.row_keys import set_keys
from tests.cabinet import gerant, numero, open_portefeuille
from tests.tries import in_full


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
        rows = list(Inscription.select())
        comptes = comptes_of(rows)
        for row in rows:
            kept = row.cle_nom, row.cle_ville, row.cle_recherche
            set_keys(row, comptes[row.id])
            assert kept == (row.cle_nom, row.cle_ville, row.cle_recherche)
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


def test_an_answer_of_several_frames_is_waited_for_to_its_end() -> None:
    script = (
        "import sys, time, tty; tty.setraw(0); sys.stdin.read(1)\n"
        "def say(text): sys.stdout.write(text); sys.stdout.flush()\n"
        "say('\\x1b[?2026hun'); time.sleep(0.2); say('deux\\x1b[?2026l')\n"
        "time.sleep(0.01); say('\\x1b[?2026htrois\\x1b[?2026l')\n"
        "time.sleep(0.4); say('tard'); time.sleep(5)"
    )
    with Terminal([sys.executable, "-c", script], os.environ) as program:
        program.idle(0.3)
        answer = program.press("x")
        assert "undeuxtrois" in program.text()
        assert "tard" not in program.text()
        assert answer.ms >= 200
        assert program.late == 0
        program.idle(0.0)
        time.sleep(0.6)
        program.press("y")
        assert program.late == 1


def test_where_a_start_and_a_key_go_is_read() -> None:
    told = (
        "import time: self [us] | cumulative | imported package\n"
        "import time:      1500 |       1500 |   textual.app\n"
        "import time:       500 |       2000 | textual\n"
        "import time:      4000 |       4000 | asyncio.base_events\n"
    )
    assert phases.read_imports(told) == {phases.OTHERS: 4.0, "textual": 2.0}
    spans = phases.read_spans("gestes\t1.0\t1.5\t0.2\ndessin\t1.1\t1.3\t0.0\n")
    assert [(name, start, round(own, 6)) for name, start, own in spans] == [
        ("gestes", 1.0, 0.3),
        ("dessin", 1.1, 0.2),
    ]


def test_searches_are_timed_in_the_models_alone(tmp_path: Path) -> None:
    base = tmp_path / "portefeuille.db"
    open_database(base)
    open_portefeuille(tmp_path)
    close_database()
    portfolio.fill(base, 300)
    found = {one.name: one for one in searches.measure(base, 300, 2)}
    assert found["Siren, 9 chiffres"].total == 3
    assert found["« zwxkq »"].total == 0
    assert all(len(one.times) == 2 and one.median <= one.p95 for one in found.values())


@pytest.mark.postgresql
def test_a_portefeuille_is_written_on_a_server_too(cluster: Cluster, tmp_path: Path) -> None:
    with cluster.database(TEMPLATE) as name:
        open_database(cluster.url(name))
        inside = open_portefeuille(tmp_path)
        before = {index.name for index in database.obj.get_indexes("inscription")}
        close_database()
        portfolio.fill(cluster.url(name), 1_000)
        open_database(cluster.url(name), migrate=False).see_all()
        assert check_database() == ()
        assert inside.page(Criteres(texte=portfolio.RARE)).total == 10
        assert {index.name for index in database.obj.get_indexes("inscription")} == before
        close_database()


def test_a_long_journal_is_written_as_the_program_writes_it(tmp_path: Path) -> None:
    base = tmp_path / "portefeuille.db"
    open_database(base)
    inside = open_portefeuille(tmp_path)
    try:
        journal.fill(inside._cabinet.id, 10, 2_000)
        assert Operation.select().count() == 2_000
        # They have no seal; all that follows from what would be sealed is as it should be.
        assert verifying.verify(inside._cabinet, inside._vault).unsealed == 2_000
        assert check_database() == ()
        lines = inside.journal.page(size=2_000).lines
        assert sorted({line.nombre for line in lines}) == [1, 200]
        assert sum(line.nombre for line in lines) == 2_000
    finally:
        close_database()


def test_an_import_is_timed_beside_its_floor(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", 0)
    for path in (home.key, Path(home.where)):
        path.parent.mkdir(parents=True)
    open_database(home.where)
    open_portefeuille(tmp_path)
    close_database()
    shutil.copy(tmp_path / "cle-1", home.key)
    table = importing.Table(tmp_path, 30)
    assert table.read() == table.read()
    assert len(table.read()) == 31
    spent = *importing.ours(home, table), *importing.floor(home, table)
    assert all(seconds >= 0 for seconds in spent)
    with importing.emptied(home, table):
        titles, *lines = table.read()
        saisies = importing.saisies_of(titles, lines)
        importing.Bare().write(saisies, [check(saisie) for saisie in saisies])
        assert Inscription.select().count() == 30
        assert check_database() == ()


def test_an_export_is_timed_beside_its_floor(tmp_path: Path) -> None:
    base = tmp_path / "portefeuille.db"
    open_database(base)
    inside = open_portefeuille(tmp_path)
    close_database()
    portfolio.fill(base, 60)
    open_database(base, migrate=False)
    try:
        found = exporting.exported(inside, tmp_path, 1)
    finally:
        close_database()
    assert [one.ending for one in found] == [".xlsx", ".csv"]
    assert all(one.ours > 0 < one.floor and one.seconds > 0 for one in found)


def test_what_the_base_has_otherwise_than_a_robot_was_told_is_named(tmp_path: Path) -> None:
    base = tmp_path / "portefeuille.db"
    open_database(base)
    inside = open_portefeuille(tmp_path)
    for rank in (1, 2, 3):
        inside.enroll(gerant(rank, raison_sociale=f"ROBOT 01 {rank:04d}"))
    close_database()
    told = {numero(rank): Told(f"ROBOT 01 {rank:04d}") for rank in (1, 2, 3)}
    (robot := Robot(1, Way("", (), "", ""), 0.0)).told.update(told)
    assert robots.wrong(str(base), [robot]) == []
    told[numero(1)].nom, told[numero(2)].reported = "ROBOT 01 0009", True
    robot.told[numero(4)] = robot.told.pop(numero(3))
    assert robots.wrong(str(base), [robot]) == [numero(rank) for rank in (1, 2, 3, 4)]


@in_full
@pytest.mark.terminal
def test_the_list_is_pressed_in_a_window_of_each_size(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", 100)
    home.prepare()
    lines = list(windows.lines(home, 2))
    assert [line.work for line in lines[:3]] == [
        "↓ ou ↑, 80×24",
        "↓ ou ↑, 120×40",
        "↓ ou ↑, 200×55",
    ]
    assert len(lines) == 6
    assert {line.goal for line in lines[4:]} == {"≤ 1,5 × à 80×24"}
