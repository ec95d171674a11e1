"""`portefeuille --demo`: a fictitious portefeuille in a folder that goes when it is left.

A guided tour leads through it, on the message line while that has nothing else to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from uuid import uuid4

from textual import work

from models.brouillons.brouillons import Brouillons
from models.clock import now
from models.demo import seeding
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey, Vault
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Cle, Utilisateur
from screens.widgets.bindings import hidden
from screens.widgets.foot import Foot
from tui.app import ALL_SHOWN, Display, PortefeuilleApp, prepare, sheets
from tui.config import Config
from tui.demo.tour import Visite
from tui.engine.application import run_app
from tui.garbage import collect_from_now_on
from tui.late_door import late_door

SIZE = 248

GLANCE = 0.3
"""Seconds between two looks of the tour at what has been done."""

READING = 4.0
"""Seconds that an answer stands before the tour goes on; an error stands until it is mended."""


class DemonstrationApp(PortefeuilleApp):
    """The screens on a fictitious portefeuille, and the tour."""

    CSS_PATH = sheets("accueil.tcss")
    BINDINGS = [
        hidden(
            "ctrl+g",
            "stop_tour",
            "Arrêter la visite guidée",
            id="visite.stop",
            priority=True,
        ),
        hidden(
            "ctrl+g",
            "begin_tour",
            "Commencer la visite guidée",
            id="visite.begin",
            priority=True,
        ),
    ]

    def __init__(
        self, portefeuille: Portefeuille, *, config: Config, display: Display = ALL_SHOWN
    ) -> None:
        super().__init__(late_door(config), config=config, display=display)
        self._portefeuille = portefeuille
        self._visite: Visite | None = Visite(portefeuille)
        self._heard: tuple[Foot | None, str] = (None, "")
        self._since = 0.0

    def on_mount(self) -> None:
        """Begin the tour with the first screen; the application's own `on_mount` runs too."""
        self.set_interval(GLANCE, self.follow)

    @work
    async def visits(self) -> None:
        """Show the portefeuille, without a login; leave when it is closed."""
        await self.visit(self._portefeuille, demo=True)
        self.exit()

    @work
    async def action_lock(self) -> None:
        """Say that nobody is signed in."""
        self.tell("Démonstration : sans mot de passe, rien ne se verrouille.")

    def follow(self) -> None:
        """Say on the message line what the tour asks for now."""
        foot = self._foot
        if foot is not None:
            foot.rest(self._visite.look(self.screen) if self._visite else "")
            if self._visite and self._has_been_read(foot):
                foot.clear()

    @property
    def _foot(self) -> Foot | None:
        """The message line in sight: that of the screen on top, or under it."""
        for screen in reversed(self.screen_stack):
            foot: Foot | None = next(iter(screen.query(Foot)), None)
            if foot is not None:
                return foot
        return None

    def _has_been_read(self, foot: Foot) -> bool:
        if self._heard != (foot, foot.text):
            self._heard, self._since = (foot, foot.text), monotonic()
        stands = bool(foot.text) and foot.kind != "error"
        return stands and monotonic() - self._since > READING

    def action_begin_tour(self) -> None:
        """Begin the tour, or begin it again."""
        self._visite = Visite(self._portefeuille)
        self._turn_tour()

    def action_stop_tour(self) -> None:
        """Say nothing more."""
        self._visite = None
        self._turn_tour()

    def _turn_tour(self) -> None:
        self.follow()
        self.screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to stop the tour while it goes on, else to begin it."""
        if action in ("stop_tour", "begin_tour"):
            return (action == "stop_tour") == (self._visite is not None)
        return super().check_action(action, parameters)


class Fictitious(Portefeuille):
    """A portefeuille of which nothing is kept, not even what is typed."""

    @property
    def brouillons(self) -> Brouillons:
        """Keep nothing: nobody has typed it."""
        return Brouillons(self._cabinet, None, self._vault, self._now, self.gesture)


def run(config: Config, *, codeset: str) -> int:
    """Open the demonstration; gives the exit status."""
    display = prepare(config, codeset=codeset)
    with opened() as portefeuille:
        collect_from_now_on()
        return run_app(DemonstrationApp(portefeuille, config=config, display=display))


@contextmanager
def opened() -> Iterator[Portefeuille]:
    """Give the portefeuille of somebody who is signed in; nothing of it is kept."""
    with TemporaryDirectory(prefix="portefeuille-demo-") as folder:
        open_database(Path(folder) / "demo.db")
        try:
            yield _seeded(Path(folder))
        finally:
            close_database()


def _seeded(folder: Path) -> Portefeuille:
    cabinet = Cabinet.create(uid=uuid4(), nom="Démonstration", cree_le=now())
    key = MainKey.create(folder / "cle")
    vault, envelope = Vault.create(key, cabinet.uid)
    Cle.create(cabinet=cabinet, kid=1, kek_id=key.kek_id, enveloppe=envelope)
    person = Utilisateur.create(
        cabinet=cabinet,
        uid=uuid4(),
        identifiant="c.durand",
        nom="Claire Durand",
        hachage="",
        role=Role.COLLABORATEUR.value,
    )
    seeding.seed(cabinet, person, vault, now=now(), size=SIZE)
    return Fictitious(cabinet, person, vault, now=now)
