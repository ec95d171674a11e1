"""Somebody at a terminal who types real jobs, and notes what the screens tell."""

from __future__ import annotations

import random
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

from bench.behind_ssh import Way
from bench.works import PASSWORD

PATIENCE = 120.0
"""Seconds after which what a robot waits for never comes."""
BUSY = "La base est occupée"
BETWEEN_KEYS, BETWEEN_JOBS = (0.08, 0.25), (0.5, 2.0)
"""Seconds that somebody takes from a key to the next, and to look up from the keyboard."""


@dataclass(frozen=True)
class Key:
    """A key to press."""

    name: str


@dataclass(frozen=True)
class Until:
    """A text to wait for on the screen, or another."""

    text: str
    other: str = ""

    def is_in(self, shown: str) -> bool:
        """Tell whether one of them is shown."""
        return any(text in shown for text in (self.text, self.other) if text)


@dataclass(frozen=True)
class Pause:
    """Seconds in which nobody types."""

    seconds: float


Step = Key | Until | Pause


@dataclass
class Told:
    """What the screens have told of one client."""

    nom: str
    ticked: bool = False
    reported: bool = False


@dataclass
class Robot:
    """Somebody who comes by `way`, works until `end`, and quits."""

    number: int
    way: Way
    end: float
    told: dict[str, Told] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    busy: int = 0

    def begin(self) -> None:
        """Come in."""
        self.terminal = self.way.open()
        self._draw = random.Random(self.number)
        self._steps = self._life()
        self._pressed = self._next = time.perf_counter()
        self._frames = 0
        self._waits: Step = Pause(0.0)

    def goes_on(self) -> bool:
        """Do what is next, if what is waited for has come; False once all is done."""
        now_ = time.perf_counter()
        if not self._is_over(now_):
            if now_ - max(self._pressed, self._next) > PATIENCE:
                raise AssertionError(f"{self._waits} never came\n{self.terminal.text()}")
            return True
        try:
            self._waits = next(self._steps)
        except StopIteration:
            return False
        if isinstance(self._waits, Key):
            self._frames = self.terminal.frames
            self._pressed = time.perf_counter()
            self.terminal.send(self._waits.name)
        else:
            self._next = now_ + getattr(self._waits, "seconds", 0.0)
        return True

    def _is_over(self, now_: float) -> bool:
        """Tell whether what is waited for has come."""
        if isinstance(self._waits, Pause):
            return now_ >= self._next
        if isinstance(self._waits, Until):
            return self._waits.is_in(self._shown)
        if self.terminal.frames == self._frames:
            return False
        self.took.append((self.terminal.last_frame - self._pressed) * 1000)
        self._waits, self._next = Pause(0.0), now_ + self._draw.uniform(*BETWEEN_KEYS)
        return False

    @property
    def _shown(self) -> str:
        return self.terminal.text().replace("\u00a0", " ")

    def _life(self) -> Generator[Step, None, None]:
        yield Until("Je me connecte")
        yield from map(Key, PASSWORD)
        yield from self._sure("enter", "Bonjour")
        yield Key("g")
        yield Until("comptes 1 à")
        self.took.clear()
        rank = 0
        while not rank or time.perf_counter() < self.end:
            rank += 1
            # No number: it would be found in those of others.
            nom = f"ROBOT Z{letters(self.number, 2)}{letters(rank, 3)}"
            yield from self._work(nom, self._numero(rank))
        self.terminal.send("quit")

    def _numero(self, rank: int) -> str:
        return f"1170000009{self.number:03d}{rank:05d}"

    def _work(self, nom: str, numero: str) -> Generator[Step, None, None]:
        yield from self._add(nom, numero)
        yield from self._typed("/", *nom.lower())
        yield Until(f"1 compte · « {nom.lower()} »")
        yield Key("enter")
        yield from self._typed("m")
        yield Until("Mode modification")
        yield from self._typed("2")
        yield from self._sure("save", "bien été prise en compte")
        self.told[numero].ticked = True
        yield Key("enter")
        yield Until("1 compte ·")
        yield from self._mark(numero)
        if self._draw.random() < 0.5:
            yield from self._typed("u")
            yield Until("Annuler le pointage")
            yield from self._sure("enter", "Annulé : le pointage")
            self.told[numero].reported = False
        yield Key("f12")
        yield Until("comptes ")
        yield from self._typed("p", "p", "p", "s")  # far from both ends: each key is painted

    def _add(self, nom: str, numero: str) -> Generator[Step, None, None]:
        yield from self._typed("g", *numero, "enter")
        yield Until("Enregistrer et suivant")
        yield from self._typed(*nom)
        yield from self._sure("save", "bien été prise en compte")
        self.told[numero] = Told(nom)
        yield Key("enter")
        yield Until("Incitez votre client")

    def _mark(self, numero: str) -> Generator[Step, None, None]:
        yield from self._typed("r")
        yield Until("Est-ce fait sur urssaf.fr")
        yield from self._sure("enter", "Fait sur urssaf.fr :")
        self.told[numero].reported = True

    def _sure(self, key: str, told: str) -> Generator[Step, None, None]:
        """Press a key that writes until it is told, as one does where the base is busy."""
        yield Key(key)
        yield Until(told, BUSY)
        while told not in self._shown:
            self.busy += 1
            yield Pause(BETWEEN_JOBS[0])
            yield Key(key)
            yield Until(told, BUSY)

    def _typed(self, *keys: str) -> Iterator[Step]:
        yield Pause(self._draw.uniform(*BETWEEN_JOBS))
        yield from map(Key, keys)


def letters(number: int, width: int) -> str:
    """Write a number in letters."""
    rest, last = divmod(number, 26)
    return (letters(rest, width - 1) if width > 1 else "") + ascii_uppercase[last]
