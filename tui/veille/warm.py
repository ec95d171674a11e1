"""What all sessions share: every module, every sheet, and what the login leaves warm.

A session finds everything here: it may outlive an upgrade, after which what it would load is
another version's.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, cast

import models
import screens
import tui
from models.sealing.vault import MainKey, Vault
from models.storage.drivers import server_driver
from models.storage.postgresql_engine import SCHEMES
from models.tables.table import database
from tui.app import Display, PortefeuilleApp
from tui.config import Config
from tui.engine.stylesheet import KEPT
from tui.terminal.colours import Colours
from tui.terminal.themes import look

PACKAGES = (models, screens, tui)
LATE = (
    *("argon2", "asyncio.selector_events", "cryptography.hazmat.primitives.ciphers.aead"),
    *("encodings.iso8859_15", "encodings.latin_1", "getpass", "peewee", "playhouse.migrations"),
    *("pysqlite3", "python_calamine", "textual.drivers.linux_driver", "tomllib", "xlsxwriter"),
    "zxcvbn",
)
"""The libraries that the program loads only where it needs them."""

SIZE = (80, 24)


class Unclean(Exception):
    """The server holds what no session may get from it."""


def load_everything(base: str) -> None:
    """Load each module and each sheet of the program, and what it takes late for such a `base`."""
    for package in PACKAGES:
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)
        for sheet in Path(package.__path__[0]).rglob("*.tcss"):
            KEPT[str(sheet.absolute())] = sheet.read_text("utf-8")
    for name in LATE:
        import_module(name)
    if base.startswith(SCHEMES):
        server_driver()


def show_login(config: Config) -> None:
    """Show the login to nobody: its sheets are parsed, its styles and its caches are made.

    It is the one screen whose look hangs on nothing but the settings: no base is opened for it.
    """
    config = replace(config, touches={})
    # Each look has its own variables, under which the sheets are parsed.
    looks = {look(config.theme, colours).name: colours for colours in Colours}
    for colours in looks.values():
        for _ in range(2):  # all that it styles is found in the sheets that the first had read
            door = cast("Any", _NoDoor())
            app = PortefeuilleApp(door, config=config, display=Display(colours=colours))
            asyncio.run(_show(app))
            app.stylesheet.keep_for_others()


class _NoDoor:
    """A door of no base."""

    def is_first_run(self) -> bool:
        """Say that somebody has created an espace."""
        return False


async def _show(app: PortefeuilleApp) -> None:
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()


def freeze() -> None:
    """Set aside all that is loaded: a search for garbage would copy it into each session.

    Unclean: a thread, a base, a key or a file is still there.
    """
    gc.collect()
    if left := what_is_left():
        raise Unclean(left)
    gc.disable()
    gc.freeze()


def what_is_left() -> str:
    """Name what the server may not hold before it forks; empty where it holds nothing."""
    threads = [*Path("/proc/self/task").iterdir()]
    if threading.active_count() > 1 or len(threads) > 1:
        return f"{len(threads)} threads"
    if database.obj is not None:
        return "a base"
    if any(isinstance(one, MainKey | Vault) for one in gc.get_objects()):
        return "a key"
    named = (_opened(one) for one in Path("/proc/self/fd").iterdir() if int(one.name) > 2)
    return next((f"the file {one}" for one in named if one), "")


def _opened(descriptor: Path) -> str:
    """Name the file that is open as `descriptor`, if it is one of a disk."""
    try:
        return str(descriptor.readlink()) if descriptor.is_file() else ""
    except OSError:  # that by which the list was read
        return ""
