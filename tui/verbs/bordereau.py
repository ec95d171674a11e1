"""`exporter`: the list to tick, in a file or on the standard output."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from models.bordereau import lines, writing
from models.exportation import files
from models.labels import ToDo
from models.wording import count
from tui.config import Config
from tui.verbs.opened import opened, portefeuille_of

STDOUT = "-"


def exporter(options: Namespace, config: Config) -> None:
    """Write what is to be done on urssaf.fr."""
    on_stdout = options.fichier == STDOUT
    path = Path(f"liste.{options.format}" if on_stdout else options.fichier)
    written = writing.format_of(path)
    if not (on_stdout or options.remplacer):
        files.refuse_existing(path)
    criteres = replace(lines.QUEUE, ecarts=frozenset(map(ToDo, options.ecart)))
    with opened(config):
        bordereau = lines.read(portefeuille_of(options, config), criteres)
    if on_stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(written(bordereau))
        sys.stdout.buffer.flush()
        return
    done = writing.write(bordereau, path, replace=options.remplacer)
    print(f"Liste à pointer écrite : {count(len(bordereau.fiches), 'compte')}, dans {done}")
