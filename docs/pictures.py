"""The pictures of the README and of the guide, from the demonstration portefeuille.

`make pictures` runs it; it needs rsvg-convert (Debian: librsvg2-bin) and the DejaVu fonts.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.screen import Screen

from models import demo
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from screens.etablissements import EtablissementsScreen
from tests.cabinet import open_portefeuille
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage

IMAGES = Path(__file__).parent / "images"
SIZE = (80, 24)
WIDTH = 1000

Make = Callable[[Portefeuille], Screen[None]]
PICTURES: dict[str, tuple[Make, Sequence[str]]] = {
    "liste": (EtablissementsScreen, ("s", "down", "down")),
}


def main() -> None:
    """Write every picture."""
    with TemporaryDirectory() as folder:
        open_database(Path(folder) / "demo.db")
        portefeuille = open_portefeuille(Path(folder))
        now = datetime(2026, 6, 12, 12, tzinfo=UTC)
        author = portefeuille._author()
        demo.seed(author.cabinet, author.utilisateur, author.vault, now=now, size=248)
        for name, (make, keys) in PICTURES.items():
            _write(name, asyncio.run(_drawn(make(portefeuille), keys)))
        close_database()


async def _drawn(screen: Screen[Any], keys: Sequence[str]) -> str:
    app = Stage(screen)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await Session(app, pilot).press(*keys)
        return app.export_screenshot(title="Portefeuille")


def _write(name: str, svg: str) -> None:
    """Turn the drawing into a PNG; librsvg would drop the spaces that begin a text."""
    kept = svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")
    subprocess.run(
        ["rsvg-convert", "-w", str(WIDTH), "-o", IMAGES / f"{name}.png"],
        input=kept.encode(),
        check=True,
    )


if __name__ == "__main__":
    main()
