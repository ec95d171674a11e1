"""`info`: what somebody who helps asks first."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from models.cleaning import one_line
from models.storage.postgresql_engine import SCHEMES
from models.storage.sqlite_engine import SQLITE
from models.wording import show_number
from tui import __version__
from tui.config import Config
from tui.terminal.checks import codeset_of
from tui.terminal.colours import promised
from tui.verbs import json_rows
from tui.verbs.health import NAMED, UNKNOWN, in_words, looked_at, of_the_machine

PASSWORD = re.compile(r"(?s)(?<=://)([^:@/]*):.*@|(?<=password=)[^&]*")
"""In the address of a base: who reads what is printed may be anybody."""


def info(options: Namespace, config: Config) -> None:
    """Print the version, the base, the key and the terminal; in JSON, what is in the base too."""
    said: dict[str, Any] = {
        "version": __version__,
        "python": platform.python_version(),
        "systeme": f"{platform.system()} {platform.release()}",
        "base": _base(config.base),
        "cle": {"fichier": str(config.cle), "presente": _is_there(config.cle)},
        "terminal": _terminal(),
    }
    if options.json:
        there = said["base"]["presente"] is not False
        base = looked_at(config) if there else {**UNKNOWN, "pourquoi": None}
        print(json_rows.one({**said, **of_the_machine(config), "contenu": base}))
        return
    for name, value in _in_words(said).items():
        print(f"{name}\u00a0: {one_line(value)}")
    for what in NAMED:
        print(in_words(config, what).rstrip("."))


def _in_words(said: dict[str, Any]) -> dict[str, str]:
    base, key, terminal = said["base"], said["cle"], said["terminal"]
    there = {True: "présente", False: "absente", None: "sur un serveur"}
    size = "" if base["octets"] is None else f", {show_number(base['octets'])} octets"
    window = f"{terminal['colonnes']} × {terminal['lignes']}"
    colours = f"{show_number(terminal['couleurs'])} couleurs"
    return {
        "Portefeuille": f"{said['version']}, Python {said['python']}, {said['systeme']}",
        "Base": f"{base['adresse']} ({there[base['presente']]}{size})",
        "Clé principale": f"{key['fichier']} ({there[key['presente']]})",
        "Terminal": f"{terminal['term'] or 'aucun'}, {window}, {colours}, {terminal['accents']}",
    }


def _base(url: str) -> dict[str, Any]:
    """Describe the base: null, where a server alone knows."""
    if url.startswith(SCHEMES):
        address = PASSWORD.sub(lambda found: f"{found[1]}@" if found[1] else "•••", url)
        return {"moteur": "postgresql", "adresse": address, "presente": None, "octets": None}
    path = Path(url.removeprefix(SQLITE)).expanduser()
    there = _is_there(path)
    size = path.stat().st_size if there else None
    return {"moteur": "sqlite", "adresse": str(path), "presente": there, "octets": size}


def _terminal() -> dict[str, Any]:
    size = shutil.get_terminal_size()
    return {
        "term": os.environ.get("TERM", ""),
        "couleurs": promised(os.environ).value[1],
        "accents": codeset_of(os.environ),
        "colonnes": size.columns,
        "lignes": size.lines,
        "interactif": sys.stdin.isatty() and sys.stdout.isatty(),
    }


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
