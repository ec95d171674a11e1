"""An accountant at the keyboard, day after day, who goes to everything from the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from textual import events

from tests.cabinet import NOON, numero, siren
from tests.journeys.list_stage import Session


class Clock:
    """Goes on by a second whenever it is read, and to noon of another day when told."""

    def __init__(self) -> None:
        self.turn_to(0)

    def turn_to(self, day: int) -> None:
        self._seconds: Iterator[int] = count()
        self._noon = NOON + timedelta(days=day)

    def __call__(self) -> datetime:
        return self._noon + timedelta(seconds=next(self._seconds))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


class Accountant:
    """Somebody at the keyboard who goes to everything from the list."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.press = session.press

    async def paste(self, text: str) -> None:
        """Put a text in the field that has the focus, at once."""
        await self.session.app.on_event(events.Paste(text))
        await self.press()

    async def find(self, words: str) -> None:
        await self.press("slash", "ctrl+u")
        await self.paste(words)
        await self.press("enter")
        assert words.upper() in self.session.cursor

    async def confirm(self) -> None:
        """Save, and answer OK to what the portal says."""
        await self.press("ctrl+s")
        assert "a bien été prise en compte" in plain(self.session.said)
        await self.press("enter")

    async def to(self, field: str) -> None:
        while self.session.focus != field:
            await self.press("tab")

    async def enroll(self, rank: int, kind: str, *proof: str, nom: str) -> None:
        await self.press("a")
        await self.paste(siren(rank))
        await self.press("enter", kind, *proof)
        await self.paste(numero(rank))
        await self.to("raison_sociale")
        await self.paste(nom)
        await self.confirm()

    async def tick(self, words: str, *boxes: str) -> None:
        await self.find(words)
        await self.press("m", *boxes)
        await self.confirm()

    async def edit(self, words: str, field: str, text: str) -> None:
        await self.find(words)
        await self.press("d")
        await self.to(field)
        await self.press("end")
        await self.paste(text)
        await self.confirm()

    async def add_compte(self, words: str, rank: int) -> None:
        await self.find(words)
        await self.press("d", "f9")
        await self.paste(numero(rank))
        await self.confirm()

    async def change(self, boxes: str, number: int) -> None:
        """Change the boxes of all that is ticked."""
        await self.press("c", *boxes, "ctrl+s", *str(number), "enter")
        assert f"{number} comptes modifiés" in plain(self.session.said)
        await self.press("enter")

    async def undo(self, words: str, *typed: str) -> None:
        await self.press("u")
        assert words in plain(self.session.said)
        await self.press(*typed, "enter")
        assert "Annulé" in self.session.message
