"""`transferer`: a cabinet that goes from its file to PostgreSQL."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from models.access.main_key import load_main_key
from models.clock import now
from models.errors import BadValue, Refusal
from models.sealing.head import ENDING
from models.storage.postgresql_engine import SCHEMES
from models.storage.sqlite_engine import SQLITE
from models.system_log import Weight, tell
from models.transfer.transfer import Transfer, transfer
from models.wording import count, show_number
from tui.config import Config
from tui.verbs import json_rows

EXAMPLE = "par exemple postgresql://proprietaire@serveur/cabinets"


def transferer(options: Namespace, config: Config) -> None:
    """Move the cabinet of the base to a PostgreSQL base, and say what is left to do."""
    if config.base.startswith(SCHEMES):
        raise BadValue(
            "Le départ d'un transfert est une base SQLite : donnez son fichier avec --base, avant "
            "le verbe."
        )
    if not options.arrivee.startswith(SCHEMES):
        raise BadValue(f"L'arrivée d'un transfert est une base PostgreSQL : {EXAMPLE}.")
    source = Path(config.base.removeprefix(SQLITE))
    progress = _Progress()
    try:
        with progress:
            key = load_main_key(config.cle)
            done = transfer(source, options.arrivee, key, now(), progress.tell)
    except Refusal as refusal:
        tell("transfert_refuse", Weight.ERROR, cause=type(refusal).__name__)
        raise
    tell("transfert")
    if options.json:
        print(json_rows.one(_as_json(done, config)))
    else:
        _say(done, config)


class _Progress:
    """One line of the error output, written again as it goes, where that is a terminal."""

    def __init__(self) -> None:
        self._shown = ""
        self._on_terminal = sys.stderr.isatty()

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._write("")

    def tell(self, done: int, whole: int) -> None:
        """Say how far it is."""
        self._write(f"{show_number(done)} / {count(whole, 'ligne')} ({100 * done // whole} %)")

    def _write(self, line: str) -> None:
        if self._on_terminal and line != self._shown:
            blank = " " * (len(self._shown) - len(line))
            print(f"\r{line}{blank}", end="" if line else "\r", file=sys.stderr, flush=True)
            self._shown = line


def _as_json(done: Transfer, config: Config) -> dict[str, object]:
    return {
        "cabinet": done.cabinet,
        "arrivee": done.where,
        "deja": done.already,
        "tables": dict(done.rows),
        "operations": done.operations,
        "nir": done.nir or None,
        "marque": str(done.mark),
        "cle": str(config.cle),
        "tete": f"{config.cle}{ENDING}",
    }


def _say(done: Transfer, config: Config) -> None:
    """Say what came, where the key is, and what is to be done with the file."""
    if done.already:
        print(f"{done.cabinet} est déjà dans {done.where}, en entier : rien n'a été refait.")
    else:
        rows = count(sum(done.rows.values()), "ligne")
        print(f"{done.cabinet} est transféré dans {done.where} : {rows}.")
        for table, number in done.rows.items():
            if number:
                print(f"- {table} : {show_number(number)}")
        print("Chaque ligne a été relue et comparée ; les sceaux des lignes, la chaîne du journal")
        print(f"({count(done.operations, 'opération')}) et sa fin ont été vérifiés. {done.nir}")
    print("La clé principale n'est dans aucune base. Elle reste ici, avec la fin du journal :")
    print(f"- {config.cle}\n- {config.cle}{ENDING}")
    print("Copiez ces deux fichiers sur la machine qui ouvrira la nouvelle base, si c'en est une")
    print("autre, ou donnez leur place par --cle. La nouvelle base s'ouvre désormais avec le rôle")
    print("de l'application, par --base ou par « base » dans les réglages :")
    print(f"- {done.where}")
    print("L'ancien fichier n'a pas changé, et ne s'ouvre plus : gardez-le comme une sauvegarde.")
    print(f"- {done.mark} dit pourquoi.")
