"""The journal as people read it: lots folded, filters, pages, who undid what."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from models.journal.journal import EVERYTHING, Journal
from models.journal.lines import Auteur, Filtre, Line, Place
from models.labels import Role, Service
from models.lot import LotServices
from models.portefeuille import Portefeuille
from models.services import Changement
from models.tables import Operation
from tests.cabinet import NOON, all_of, colleague_of, employeur, fill, open_portefeuille
from tests.tries import examples

DPAE = frozenset({Service.DPAE})


def walk(journal: Journal, filtre: Filtre = EVERYTHING, *, size: int = 4) -> list[Line]:
    """Read all pages down, and see that going up again gives the same."""
    page = journal.page(filtre, size=size)
    found, starts = list(page.lines), [page]
    while page.has_older:
        page = journal.page(filtre, Place(page.lines[-1].rang), size=size)
        assert page.has_newer
        found += page.lines
        starts.append(page)
    for wanted, below in zip(starts[-2::-1], starts[:0:-1], strict=True):
        up = journal.page(filtre, Place(below.lines[0].rang, older=False), size=size)
        assert up.lines == wanted.lines
    return found


def told(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.title.replace("\u00a0", " "), line.subject) for line in lines]


def test_what_was_said_of_urssaf_is_said_again(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.refuse(portefeuille.enroll(employeur(1)), motif="Siren inconnu")
    portefeuille.take_back(portefeuille.report(fiche))
    assert [line.title for line in portefeuille.journal.page().lines[:3]] == [
        "À faire sur urssaf.fr",
        "Fait sur urssaf.fr",
        "Refusé par urssaf.fr",
    ]


def test_a_lot_is_one_line_that_unfolds(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 6)
    LotServices(portefeuille, fiches, Changement(opened=DPAE)).run()
    first = portefeuille.journal.page().lines[0]
    assert (first.title, first.subject, first.who) == (
        "Services",
        "6\u00a0comptes",
        "Claire Durand",
    )
    page = portefeuille.journal.operations(first.lot, size=4)
    rest = portefeuille.journal.operations(first.lot, Place(page.lines[-1].rang), size=4)
    names = [line.nom for line in (*page.lines, *rest.lines)]
    assert names == [fiche.nom for fiche in reversed(fiches)]
    assert (page.has_older, rest.has_older) == (True, False)


def test_what_is_undone_says_by_whom_until_that_is_undone(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    portefeuille.set_services(fiche, DPAE)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    chief = colleague_of(portefeuille, "Marc Petit", Role.ADMINISTRATEUR)
    chief.undo(geste.lot, geste.uids)
    undoing, undone, _ = portefeuille.journal.page().lines
    assert undone.undone is not None
    assert (undone.undone.par, undone.undone.le) == ("Marc Petit", NOON)
    assert undoing.title == "Annulation\u00a0: services"
    chief.undo(undoing.lot, [fiche.uid])
    again, undoing, undone, _ = portefeuille.journal.page().lines
    assert undone.undone is None
    assert undoing.undone is not None
    assert again.undone is None


@pytest.fixture
def written(base: Database, tmp_path: Path) -> Portefeuille:
    """Give a journal of some days, of two people and the command line."""
    assert base is not None
    turns = iter(range(10_000))
    claire = open_portefeuille(tmp_path, now=lambda: NOON + timedelta(hours=next(turns) * 5))
    marc = colleague_of(claire, "Marc Petit", Role.COLLABORATEUR)
    line = Portefeuille(claire._cabinet, None, claire._vault, now=claire._now)
    fill(claire, 5)
    for rank in range(6, 12):
        (marc, line)[rank % 2].enroll(employeur(rank))
    LotServices(marc, all_of(marc)[:5], Changement(opened=DPAE)).run()
    for person in (claire, line, marc):
        person.set_services(all_of(claire)[0], DPAE if person is line else frozenset())
    return claire


def test_each_filter_gives_what_reading_all_gives(written: Portefeuille) -> None:
    journal = written.journal
    whole = walk(journal)
    assert len(whole) == len({row.lot for row in Operation.select()})
    for auteur in journal.auteurs():
        own = [line for line in whole if line.auteur == auteur.nom]
        assert own
        assert walk(journal, Filtre(auteur=auteur)) == own
        both = Filtre(auteur=auteur, verbe="services")
        assert walk(journal, both) == [line for line in own if line.verbe == "services"]
    for verbe in ("inscrire", "services", "resilier"):
        found = walk(journal, Filtre(verbe=verbe))
        assert found == [line for line in whole if line.verbe == verbe]
    one = all_of(written)[0]
    theirs = walk(journal, Filtre(clients=frozenset({one.uid})), size=2)
    assert {line.nom for line in theirs} == {one.nom}
    assert len(theirs) == Operation.select().where(Operation.inscription_uid == one.uid).count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(20))
@given(first=st.integers(-2, 5), length=st.integers(0, 4))
def test_the_days_of_a_filter_are_within(written: Portefeuille, first: int, length: int) -> None:
    since = NOON.astimezone().date() + timedelta(days=first)
    until = since + timedelta(days=length)
    within = [
        line for line in walk(written.journal) if since <= line.instant.astimezone().date() <= until
    ]
    assert walk(written.journal, Filtre(depuis=since, jusqu_a=until)) == within


def test_clocks_that_differ_by_hours_hide_nothing(written: Portefeuille) -> None:
    hours = iter((400, 385, 401, 380))
    anne = colleague_of(written, "Anne Faure", Role.COLLABORATEUR)
    anne._now = lambda: NOON + timedelta(hours=next(hours))
    for rank in range(50, 54):
        anne.enroll(employeur(rank))
    whole = walk(written.journal)
    for day in {line.instant.astimezone().date() for line in whole}:
        found = walk(written.journal, Filtre(depuis=day, jusqu_a=day))
        assert found == [line for line in whole if line.instant.astimezone().date() == day]


def test_another_cabinet_is_not_there(written: Portefeuille, tmp_path: Path) -> None:
    other = open_portefeuille(tmp_path)
    assert other.journal.page().lines == ()
    assert other.journal.page(Filtre(verbe="inscrire")).lines == ()
    assert len(other.journal.auteurs()) == 2
    lot = written.journal.page().lines[0].lot
    assert other.journal.operations(lot).lines == ()


def test_who_is_nobody_here_did_nothing(written: Portefeuille) -> None:
    stranger = Auteur(written._cabinet.uid, "?")
    assert written.journal.page(Filtre(auteur=stranger, depuis=date(2000, 1, 1))).lines == ()
