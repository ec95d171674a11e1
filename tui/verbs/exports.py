"""`exporter`: clients, the list to tick or the table to fill in, in a file or on the output."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from models.bordereau import lines, writing
from models.errors import BadValue, NotFound, Refusal
from models.exportation import files, tableau_type
from models.exportation.colonnes import USUAL
from models.exportation.export import Export, format_of
from models.labels import ToDo
from models.long_work import to_the_end
from models.portefeuille import Portefeuille
from models.search.criteres import OTHER_SIRET, Criteres
from models.wording import count
from tui.config import Config
from tui.verbs.clients import criteres_of
from tui.verbs.opened import opened, portefeuille_of
from tui.verbs.words.exports import STDOUT, path_of

NO_SCREEN = "Un classeur ne s'affiche pas : portefeuille exporter - --format xlsx > clients.xlsx"
IN_CLEAR = "Il contient des numéros de sécurité sociale en clair : gardez-le en lieu sûr."


def exporter(options: Namespace, config: Config) -> None:
    """Write what is asked for, in a file or on the standard output."""
    path = path_of(options)
    if options.bordereau:
        _list_to_tick(options, config, path)
    elif options.tableau_type:
        _table_to_fill_in(options, config, path)
    else:
        _clients(options, config, path)


def _clients(options: Namespace, config: Config, path: Path) -> None:
    written = format_of(path)
    _refuse_target(options, path)
    columns = options.colonnes or USUAL
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        criteres = _found(portefeuille, criteres_of(options, portefeuille))
        export = Export(portefeuille, criteres, columns, nir=options.avec_nir)
        if options.fichier == STDOUT:
            sys.stdout.flush()
            written(export, sys.stdout.buffer, to_the_end)
            sys.stdout.buffer.flush()
            return
        done, number = export.write(path, replace=options.remplacer)
    print(f"Export écrit : {count(number, 'client')}, dans {done}")
    if options.avec_nir:
        print(IN_CLEAR)


def _found(portefeuille: Portefeuille, criteres: Criteres) -> Criteres:
    """Give what `lister` would list: the client of the Siren where its Siret is not known."""
    wider = criteres.of_its_siren
    if wider is None or portefeuille.page(criteres, size=1).fiches:
        return criteres
    if not portefeuille.page(wider, size=1).fiches:
        return criteres
    print(OTHER_SIRET, file=sys.stderr)
    return wider


def _list_to_tick(options: Namespace, config: Config, path: Path) -> None:
    written = writing.format_of(path)
    _refuse_target(options, path)
    criteres = replace(lines.QUEUE, ecarts=frozenset(map(ToDo, options.ecart)))
    with opened(config):
        bordereau = lines.read(portefeuille_of(options, config), criteres)
    if options.fichier == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(written(bordereau))
        sys.stdout.buffer.flush()
        return
    done = writing.write(bordereau, path, replace=options.remplacer)
    print(f"Liste à pointer écrite : {count(len(bordereau.fiches), 'compte')}, dans {done}")


def _table_to_fill_in(options: Namespace, config: Config, path: Path) -> None:
    written = tableau_type.format_of(path)
    _refuse_target(options, path)
    people = _people(options, config)
    if options.fichier == STDOUT:
        sys.stdout.flush()
        written(sys.stdout.buffer, people)
        sys.stdout.buffer.flush()
        return
    done = files.write(path, lambda file: written(file, people), replace=options.remplacer)
    print(f"Tableau à remplir, écrit dans {done}")


def _people(options: Namespace, config: Config) -> tuple[str, ...]:
    """Name those who may be responsable; nobody where there is no base yet."""
    try:
        with suppress(NotFound), opened(config):
            return tuple(one.nom for one in portefeuille_of(options, config).personnes())
    except Refusal as refusal:
        print(f"Sans la liste des responsables : {refusal}", file=sys.stderr)
    return ()


def _refuse_target(options: Namespace, path: Path) -> None:
    """Raise BadValue, AlreadyThere, where nothing could be written: before all the work."""
    if options.fichier == STDOUT:
        if path.suffix == ".xlsx" and sys.stdout.isatty():
            raise BadValue(NO_SCREEN)
    elif not options.remplacer:
        files.refuse_existing(path)
