"""`exporter`: clients, the list to tick or the table to fill in, in a file or on the output."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from models.bordereau import lines, writing
from models.command import command
from models.errors import BadValue, NotFound, Refusal
from models.exportation import files, tableau_type
from models.exportation.colonnes import NIR, USUAL, Column, named
from models.exportation.export import Export, format_of
from models.labels import ToDo
from models.long_work import to_the_end
from models.portefeuille import Portefeuille
from models.search.criteres import OTHER_SIRET, Criteres, Tri
from models.wording import count
from tui.config import Config
from tui.verbs.clients import criteres_of
from tui.verbs.command_line import parser_of_all
from tui.verbs.opened import opened, portefeuille_of

STDOUT = "-"
FILTERS = {
    "recherche": "--recherche",
    "regime": "--regime",
    "etat": "--etat",
    "report": "--report",
    "responsable": "--responsable",
    "sans_responsable": "--sans-responsable",
    "service": "--service",
    "sans_service": "--sans-service",
    "sans_siret": "--sans-siret",
    "sans_nom": "--sans-nom",
    "sans_complet": "--a-completer",
}
OF_CLIENTS = {**FILTERS, "colonnes": "--colonnes", "avec_nir": "--avec-nir"}
"""The options that neither the list to tick nor the table to fill in has."""
TO_A_FILE = f"{command('exporter - --format xlsx')} > clients.xlsx"
NO_SCREEN = f"Un classeur ne s'affiche pas : {TO_A_FILE}"
IN_CLEAR = "Il contient des numéros de sécurité sociale en clair : gardez-le en lieu sûr."


def exporter(options: Namespace, config: Config) -> None:
    """Write what is asked for, in a file or on the standard output."""
    _refuse_words(options)
    path = _path_of(options)
    if options.bordereau:
        _list_to_tick(options, config, path)
    elif options.tableau_type:
        _table_to_fill_in(options, config, path)
    else:
        _clients(options, config, path)


def _clients(options: Namespace, config: Config, path: Path) -> None:
    written = format_of(path)
    _refuse_target(options, path)
    columns = _columns(options) or USUAL
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


def _refuse_words(options: Namespace) -> None:
    """Exit as for any bad usage if some options do not go together.

    Said here, and not where they are read: no other verb has to know the columns for that.
    """
    try:
        wrong = _complaint(options)
    except BadValue as refusal:
        wrong = f"--colonnes : {refusal}"
    if wrong:
        parser_of_all().error(wrong)


def _columns(options: Namespace) -> tuple[Column, ...]:
    return () if options.colonnes is None else named(options.colonnes.split(","))


def _path_of(options: Namespace) -> Path:
    """Give the file that is asked for; that of the standard output tells its format alone."""
    if options.fichier != STDOUT:
        return Path(options.fichier)
    return Path(f"sortie.{options.format or ('txt' if options.bordereau else 'csv')}")


def _complaint(options: Namespace) -> str:
    """Say which options do not go together; empty if all do."""
    kind = "--bordereau" if options.bordereau else "--tableau-type" if options.tableau_type else ""
    if kind:
        return _foreign(options, kind)
    if options.colonnes and _path_of(options).suffix.lower() == ".json":
        return "--colonnes ne va pas avec le JSON, qui a tous les champs"
    if any(one.name == NIR for one in _columns(options)) and not options.avec_nir:
        return f"la colonne {NIR} demande --avec-nir"
    return ""


def _foreign(options: Namespace, kind: str) -> str:
    """Say what the list to tick, or the table to fill in, cannot be told."""
    given = [flag for name, flag in OF_CLIENTS.items() if getattr(options, name)]
    if options.tri != Tri.NOM:
        given.append("--tri")
    if options.ecart and options.tableau_type:
        given.append("--ecart")
    if given:
        return f"{given[0]} ne va pas avec {kind}"
    if options.bordereau and ToDo.AUCUN in options.ecart:
        return f"--ecart {ToDo.AUCUN} ne va pas avec {kind}"
    return ""
