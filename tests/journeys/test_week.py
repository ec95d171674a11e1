"""A week of an accountant: thirty changes, five mistakes taken back, then urssaf.fr re-keyed.

Keys only, from Accueil. What the base must hold is written here by hand, client by client: nothing
of the program reckons it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from models.fiche import Fiche
from models.labels import Service, ToDo, Vu
from models.portefeuille import Portefeuille
from models.tables import Inscription, Operation
from models.writing import verifying
from screens.accueil import AccueilScreen
from screens.queue import QueueScreen
from screens.queue_fiche import QueueFiche
from tests.cabinet import NIR, all_of, employeur, gerant, independant, inscribe, numero
from tests.journeys.accountant import Accountant, Clock, plain
from tests.journeys.list_stage import Session, play
from tests.tries import server_in_full

MONDAY = 3
"""In days after the Friday on which all clients are on urssaf.fr."""
SERVICES = {service.key: service for service in Service}
TOLD = re.compile(r"../06/2026 à ..:..  Claire Durand +(.+)")
BOULANGERIES, PHARMACIES = range(1, 10), range(41, 53)

THERE = (
    *(f"BOULANGERIE {rank:03d}" for rank in BOULANGERIES),
    *(f"PHARMACIE {rank}" for rank in PHARMACIES),
    *("MME FAURE 011", "LEGRAND 021"),
)
REMOVED = ["GARAGE 032", "BOULANGERIE 006"]
NEW = dict.fromkeys(("GARAGE 031", "MARTY 033", "ROUX 034"), "inscrire")
CHANGED = dict.fromkeys(
    (*(f"BOULANGERIE 00{rank}" for rank in (2, 3, 4, 5)), "FAURE 011", "LEGRAND 021"), "changer"
)
PHARMACIES_CHANGED = {f"PHARMACIE {rank}": "changer" for rank in PHARMACIES}


@dataclass(frozen=True)
class Kept:
    """What is known of a client: its boxes by their keys, its comptes by their ranks."""

    boxes: str
    comptes: tuple[int, ...]
    ville: str = "SAVIGNAC"


KEPT = {
    "BOULANGERIE 001": Kept("19", (1,)),
    "BOULANGERIE 002": Kept("9", (2,), "SAVIGNAC SUR LEZE"),
    "BOULANGERIE 003": Kept("139a", (3,)),
    "BOULANGERIE 004": Kept("139a", (4,)),
    "BOULANGERIE 005": Kept("169", (5, 105)),
    "BOULANGERIE 007": Kept("19", (7,)),
    "BOULANGERIE 008": Kept("1", (8,)),
    "BOULANGERIE 009": Kept("129", (9,)),
    **{f"PHARMACIE {rank}": Kept("169", (rank,)) for rank in PHARMACIES},
    "FAURE 011": Kept("179", (11,), "TOULOUSE"),
    "LEGRAND 021": Kept("9", (21,), ""),
    "GARAGE 031": Kept("", (31, 131), "PAU"),
    "MARTY 033": Kept("", (33,), ""),
    "ROUX 034": Kept("", (34,), ""),
    "GARAGE 035": Kept("", (35,), ""),
    "GARAGE 037": Kept("139a", (37,), ""),
}

WEEK = """
Inscription · GARAGE 031
Inscription · GARAGE 032
Inscription · MARTY 033
Inscription · ROUX 034
Inscription · GARAGE 035
Inscription · annulé · GARAGE 036
Annulation : inscription · GARAGE 036
Services · BOULANGERIE 001
Services · BOULANGERIE 002
Services · BOULANGERIE 003
Modèle gardé · Paie
Services · BOULANGERIE 004
Services · MME FAURE 011
Services · LEGRAND 021
Services · BOULANGERIE 001
Services · 2 comptes
Services · annulé · 12 comptes
Données · GARAGE 031
Données · BOULANGERIE 002
Données · annulé · BOULANGERIE 003
Annulation : données · BOULANGERIE 003
Données · BOULANGERIE 005
Données · GARAGE 031
Suppression · BOULANGERIE 006
Suppression · GARAGE 032
Suppression · BOULANGERIE 007
Fait sur urssaf.fr · annulé · GARAGE 031
Annulation : pointage · GARAGE 031
Annulation : services · 12 comptes
Restauration · BOULANGERIE 007
Services · 12 comptes
Inscription · GARAGE 037
Services · BOULANGERIE 008
Services · BOULANGERIE 009
Fait sur urssaf.fr · GARAGE 031
Fait sur urssaf.fr · MARTY 033
Fait sur urssaf.fr · ROUX 034
Fait sur urssaf.fr · 22 comptes
"""
"""What the journal has to say, a gesture a line, the oldest first."""


def reckoned(fiches: Iterable[Fiche]) -> dict[str, Kept]:
    """Read what is here, once sure that urssaf.fr is known to have it."""
    found = {}
    for one in fiches:
        assert (one.ecart, one.vu, one.vu_services) == (ToDo.AUCUN, Vu.CONNU, one.services)
        boxes = "".join(service.key for service in Service if service in one.services)
        ranks = tuple(int(compte.numero_compte[-8:]) for compte in one.comptes)
        found[one.raison_sociale] = Kept(boxes, ranks, one.comptes[0].ville)
    return found


def waiting() -> dict[str, str]:
    """Read in the base what is to be done on urssaf.fr."""
    rows = Inscription.select().where(Inscription.ecart != ToDo.AUCUN.value)
    return {row.raison_sociale: row.ecart for row in rows}


@pytest.fixture
def clock(portefeuille: Portefeuille) -> Clock:
    """Give the clock of a cabinet whose clients are all on urssaf.fr."""
    portefeuille._now = clock = Clock()
    dsn = frozenset(SERVICES[key] for key in "19")
    there = [employeur(rank, services=dsn) for rank in BOULANGERIES]
    there += [employeur(n, services=dsn, raison_sociale=f"PHARMACIE {n}") for n in PHARMACIES]
    there += [independant(11, services=dsn), gerant(21, services=dsn)]
    inscribe(portefeuille, *there, reported=True)
    return clock


async def monday(one: Accountant) -> None:
    """Five inscriptions, one of somebody who is there already; and one that was not to be."""
    await one.enroll(31, "e", *"1500", "enter", nom="GARAGE 031")
    await one.enroll(32, "e", *"820,5", "enter", nom="GARAGE 032")
    await one.enroll(33, "t", *NIR, "enter", nom="MARTY 033")
    await one.press("g", *numero(34), "enter", *"ROUX 034")
    await one.confirm()
    await one.enroll(35, "e", "f2", nom="GARAGE 035")
    await one.enroll(36, "e", *"99", "enter", nom="GARAGE 036")
    await one.undo("Annuler l'inscription de 1 compte")
    assert waiting() == {**NEW, "GARAGE 032": "inscrire"}


async def tuesday(one: Accountant) -> None:
    """Boxes: one by one, by a modèle, of those that are ticked; and of too many at once."""
    await one.tick("boulangerie 001", "6")
    await one.tick("boulangerie 002", "1")
    await one.tick("boulangerie 003", "3", "a")
    await one.press("enter", "f6", *"Paie", "enter", "escape", "escape")
    await one.tick("boulangerie 004", "f6", "enter")
    await one.tick("faure", "7")
    await one.tick("legrand", "1")
    await one.tick("boulangerie 001", "6")
    await one.find("boulangerie")
    await one.press("down", "down", "down", "down", "space", "space")
    await one.change("6", 2)
    await one.find("pharmacie")
    await one.press("asterisk")
    await one.change("7", 12)
    assert waiting() == {
        **NEW,
        "GARAGE 032": "inscrire",
        **CHANGED,
        "BOULANGERIE 006": "changer",
        **PHARMACIES_CHANGED,
    }


async def wednesday(one: Accountant) -> None:
    """Edit data, add comptes, remove; three gestures are mistakes, one is seen on Friday."""
    await one.edit("garage 031", "ville", "PAU")
    await one.edit("boulangerie 002", "ville", " SUR LEZE")
    await one.edit("boulangerie 003", "raison_sociale", " ET FILS")
    await one.undo("Annuler la modification des données de 1 compte")
    await one.add_compte("boulangerie 005", 105)
    await one.add_compte("garage 031", 131)
    for name in ("boulangerie 006", "garage 032", "boulangerie 007"):
        await one.find(name)
        await one.press("x", "o", "enter")
    await one.find("garage 031")
    await one.press("r", "enter")
    assert "GARAGE 031" not in waiting()
    await one.undo("Annuler le pointage de 1 compte")
    removed = dict.fromkeys(("BOULANGERIE 006", "BOULANGERIE 007"), "resilier")
    assert waiting() == {**NEW, **CHANGED, **PHARMACIES_CHANGED, **removed}


async def thursday(one: Accountant) -> None:
    """Take back by the journal what was changed too widely two days ago."""
    await one.press("j")
    while "12 comptes" not in plain(one.session.cursor):
        await one.press("down")
    await one.undo("Annuler le changement des services de 12 comptes", *"12")
    await one.press("escape")
    assert not PHARMACIES_CHANGED.keys() & waiting().keys()


async def friday(one: Accountant) -> None:
    """Bring a removal back, give the pharmacies what they should have, let one more in."""
    await one.press("b")
    assert "BOULANGERIE 007" in one.session.cursor
    await one.press("t", "enter", "escape")
    await one.find("pharmacie")
    await one.press("asterisk")
    await one.change("6", 12)
    await one.enroll(37, "e", *"77", "enter", "f6", "enter", nom="GARAGE 037")
    await one.tick("boulangerie 008", "9")
    await one.tick("boulangerie 009", "2")
    assert waiting() == {
        **NEW,
        "GARAGE 037": "inscrire",
        **CHANGED,
        **dict.fromkeys(("BOULANGERIE 008", "BOULANGERIE 009"), "changer"),
        **PHARMACIES_CHANGED,
        "BOULANGERIE 006": "resilier",
    }


async def rekey(one: Accountant) -> None:
    """Mark three as they are re-keyed, fiche by fiche, then all that is left by their number."""
    session = one.session
    await one.press("q", "enter")
    for name, rank in (("GARAGE 031", 31), ("MARTY 033", 33), ("ROUX 034", 34)):
        assert isinstance(session.screen, QueueFiche)
        assert f"Inscrire : {name}" in plain(session.text)
        assert numero(rank) in session.text, "bare, to be copied"
        assert "À faire depuis 4 jours" in plain(session.text), "also what was taken back"
        await one.press("ctrl+s")
        assert name not in waiting()
    await one.press("escape", "asterisk", "r")
    assert "inscrire 1, changer 20, résilier 1." in plain(session.said)
    await one.press(*"22", "enter")
    assert isinstance(session.screen, QueueScreen)
    assert "Tout est fait." in plain(session.text)
    assert waiting() == {}


async def look_at_accueil(one: Accountant) -> None:
    """Nothing is left to do, as one sees where one comes in."""
    while one.session.screen.TITLE != AccueilScreen.TITLE:
        await one.press("escape")
    said = plain(one.session.text)
    for words in ("27 comptes", "0 à inscrire", "0 à changer", "0 à résilier", "0 refusé"):
        assert words in said


async def read_the_journal(one: Accountant) -> list[str]:
    """Read every page of the journal, and give what was done, the newest first."""
    told: list[str] = []
    await one.press("j")
    while "fin du journal" not in one.session.message:
        rows = (TOLD.search(plain(line)) for line in one.session.lines)
        told += [row[1].strip() for row in rows if row]
        await one.press("s")
    return told


@server_in_full
@pytest.mark.played
def test_a_week_ends_with_nothing_to_do_and_a_journal_that_says_it_all(
    portefeuille: Portefeuille, clock: Clock
) -> None:
    told: list[str] = []

    async def steps(session: Session) -> None:
        one = Accountant(session)
        await one.press("g")
        for day, work in enumerate((monday, tuesday, wednesday, thursday, friday), MONDAY):
            clock.turn_to(day)
            await work(one)
        await rekey(one)
        await look_at_accueil(one)
        told.extend(await read_the_journal(one))

    play(AccueilScreen(portefeuille), steps)
    assert reckoned(all_of(portefeuille)) == KEPT
    assert [one.raison_sociale for one in portefeuille.corbeille().fiches] == REMOVED
    done = [*(f"Inscription · {name}" for name in THERE), *WEEK.strip().splitlines()]
    assert told[::-1] == done
    assert len(told) == len({one.lot for one in Operation.select()})
    verdict = verifying.verify(portefeuille._cabinet, portefeuille._vault)
    assert (verdict.operations, verdict.broken) == (Operation.select().count(), ())
