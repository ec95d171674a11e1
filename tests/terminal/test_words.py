"""A word typed where no field has the focus changes nothing, at any speed, on any screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from models.tables import Compte, Inscription, Modele, Operation, Retour
from tests.cabinet import numero, siren
from tests.pseudo_terminal import ENTER, ESCAPE, PseudoTerminal
from tests.terminal.program import LOGIN, Home
from tests.tries import FULL, in_full
from tests.zygote import Zygote

pytestmark = pytest.mark.terminal

WORDS = (
    "restaurant",
    "rénovation",
    "nettoyage",
    "usine",
    "union",
    "exploitation",
    "exotique",
    "xo conseil",
    "boulangerie",
    "garage du nord",
    "menuiserie",
    "plomberie",
    "coiffure",
    "pharmacie",
    "transports réunis",
    "maçonnerie",
    "électricité",
    "informatique",
    "architecte",
    "assurances",
    "immobilier",
    "vétérinaire",
    "librairie",
    "pressing",
    "fleuriste",
    "ambulances",
    "taxi",
    "SARL DUPONT & FILS",
    "L'Orée du Bois",
    "S.A.R.L. XO",
)
WORST = 8 if FULL else 2
"""The first words hold x and o, r, n, u, a space: keys of every question."""
FAST = 0.05
SLOW = {0.15: 4, 0.3: 3} if FULL else {0.15: 1, 0.3: 1}
"""Seconds between two keys, and how many words are typed so on each screen, in turn."""

LINES = (
    f"restaurant\rxo\r{siren(1)}\r",
    f"{siren(1)}\r{siren(2)}\r{siren(3)}\r\r",
    "xo conseil\r" * 9,
)
TABLES = (Inscription, Compte, Modele, Operation, Retour)


@dataclass(frozen=True)
class Place:
    """A screen: the keys that lead there from Accueil, and a text that only it shows."""

    rank: int
    way: str
    shows: str
    seeks: bool = False


PLACES = {
    "accueil": Place(0, "", "Bonjour Claire Durand", seeks=True),
    "liste": Place(1, "g", "Inscrire d'autres comptes", seeks=True),
    "consultation": Place(2, f"g{ENTER}", "Mode consultation"),
    "modification": Place(3, "gm", "Mode modification"),
    "file": Place(4, "q", "Tous les dossiers"),
    "recopie": Place(5, f"q{ENTER}", "À faire depuis"),
    "journal": Place(6, "j", "du plus récent au plus ancien"),
    "corbeille": Place(7, "b", "puis 30 jours"),
}


@pytest.fixture(scope="module")
def cabinet(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give a cabinet whose clients are all to be re-keyed on urssaf.fr, one with its proofs."""
    home = Home(tmp_path_factory.mktemp("mots"))
    home.create_espace()
    employer = ("--siren", siren(1), "--regime", "general", "--montant", "100")
    for words in (employer, ("--gerant",), ("--gerant",)):
        rank = home.look(Inscription.select().count) + 1
        named = ("--raison-sociale", f"CLIENT {rank}", "--compte", numero(rank))
        made = home.command("inscrire", *words, *named)
        assert made.returncode == 0, made.stderr
    for verb in (("inscrire", "--gerant"), ("resilier",)):
        done = home.command(*verb, "--compte", numero(9))
        assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def terminal(cabinet: Home, zygote: Zygote) -> Iterator[PseudoTerminal]:
    with cabinet.forked_screens(zygote) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(LOGIN)
        terminal.wait_for("Bonjour Claire Durand")
        yield terminal


def rows(home: Home) -> list[list[object]]:
    return home.look(lambda: [[*table.select().tuples()] for table in TABLES])


def come_back(terminal: PseudoTerminal, place: Place) -> None:
    """Go to a screen from wherever a word has led; nothing is saved on the way."""
    terminal.wait_until_idle()
    if "Inscrire d'autres comptes" in terminal.text():
        # Out of a field, or out of a search.
        terminal.send(ESCAPE)
        terminal.wait_until_idle()
    for _ in range(20):
        text = terminal.text()
        if "╔" in text:
            unsaved = "Abandonner" in text or "Quitter sans" in text
            terminal.send(f"o{ENTER}" if unsaved else ESCAPE)
        elif place.shows in text:
            return
        else:
            terminal.send(place.way if "Bonjour Claire" in text else ESCAPE)
        terminal.wait_until_idle()
    raise AssertionError(f"no way to {place}; the screen:\n{terminal.text()}")


def assert_nothing_done(terminal: PseudoTerminal, home: Home, operations: int, text: str) -> None:
    """See, once all is read, that the program runs and has written no operation."""
    terminal.wait_until_idle()
    assert terminal.process.poll() is None, (text, terminal.text())
    assert home.look(Operation.select().count) == operations, text


def every(typed: object) -> int:
    """Give one of how many words is typed so: the worst first, all in full (tries.py).

    Each is typed at once on one screen or another.
    """
    if FULL:
        return 1
    return len(PLACES) if typed is at_once else 10


def at_once(terminal: PseudoTerminal, word: str) -> None:
    terminal.send(word)


def as_a_paste(terminal: PseudoTerminal, word: str) -> None:
    terminal.send(f"{word}\r")


def key_by_key(terminal: PseudoTerminal, word: str, pause: float = 0.0) -> None:
    for key in word:
        terminal.send(key)
        time.sleep(pause)


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.played
def test_a_word_changes_nothing(cabinet: Home, terminal: PseudoTerminal, name: str) -> None:
    place, before = PLACES[name], rows(cabinet)
    for typed in (at_once, as_a_paste, key_by_key):
        for word in WORDS[place.rank % every(typed) :: every(typed)]:
            come_back(terminal, place)
            typed(terminal, word)
            if place.seeks and typed is not key_by_key:
                terminal.wait_for(f"Chercher │{word}")
            assert_nothing_done(terminal, cabinet, len(before[3]), word)
    assert rows(cabinet) == before


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.played
def test_lines_pasted_without_brackets_change_nothing(
    cabinet: Home, terminal: PseudoTerminal, name: str
) -> None:
    place, before = PLACES[name], rows(cabinet)
    for lines in LINES:
        come_back(terminal, place)
        # A box that is ticked: a second Entrée would save it.
        terminal.send("6" if name == "modification" else "")
        terminal.send(lines)
        assert_nothing_done(terminal, cabinet, len(before[3]), lines)
        assert place.seeks == ("Importation · 1" in terminal.text())
    assert rows(cabinet) == before


@in_full  # what tests/journeys/test_slow_words.py sees, in a terminal
@pytest.mark.parametrize("name", PLACES)
def test_a_word_typed_slowly_changes_nothing(
    cabinet: Home, terminal: PseudoTerminal, name: str
) -> None:
    place, before = PLACES[name], rows(cabinet)
    turn = WORDS[place.rank * sum(SLOW.values()) :]
    pauses = [pause for pause, count in SLOW.items() for _ in range(count)]
    typed = [(word, FAST) for word in WORDS[:WORST]]
    for word, pause in (*typed, *zip(turn, pauses, strict=False)):
        come_back(terminal, place)
        key_by_key(terminal, word, pause)
        assert_nothing_done(terminal, cabinet, len(before[3]), word)
    assert rows(cabinet) == before
