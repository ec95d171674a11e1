"""`journal`, `annuler`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from uuid import UUID

from models import table_rows
from models.cleaning import one_line
from models.command import command
from models.errors import NotFound, Refusal
from models.journal.days import read_day
from models.journal.differences import Difference
from models.journal.journal import Journal
from models.journal.lines import Auteur, Filtre, Line, Place
from models.journal.verbs import cannot_undo, what_of
from models.lot import LotUndo, erased_in_words
from models.portefeuille import Portefeuille
from models.wording import count, show_moment, show_number
from models.writing.gestes import NOTHING, Geste
from tui.config import Config
from tui.verbs import json_rows, named
from tui.verbs.opened import opened, patiently, portefeuille_of

PAGE = 500
TITLES = (
    *("Rang", "Instant", "Qui", "Geste", "Client", "Changements", "Annulé"),
    *("Lot", "Opération"),
)

Told = tuple[Line, tuple[Difference, ...]]
"""An operation, and what it changed."""


class NotUndone(Refusal):
    """Nothing was undone; says why."""


def journal(options: Namespace, config: Config) -> None:
    """Print the journal, the newest first: a line for each gesture, or all operations."""
    with opened(config):
        read = portefeuille_of(options, config).journal
        table = options.json or options.csv
        filtre = _filtre(options, read, folded=not table)
        if options.json:
            _print_json(_told(read, filtre))
        elif options.csv:
            print(table_rows.BOM + table_rows.rows([TITLES]), end="")
            for some in _told(read, filtre):
                print(table_rows.rows(map(_cells, some)), end="")
        else:
            for line in (one for some in _pages(read, filtre) for one in some):
                print(_line(line))


def annuler(options: Namespace, config: Config) -> None:
    """Undo a gesture of the journal, or the latest of this Unix account."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        geste = _geste(portefeuille, options.operation)
        lot = LotUndo(portefeuille, geste)
        bilan = patiently(lot.run)
    for left in bilan.left:
        print(one_line(left), file=sys.stderr)
    if not bilan.changed:
        raise NotUndone("Rien n'a été annulé.")
    whose = f"« {geste.modele} »" if geste.modele else f"de {count(bilan.changed, 'compte')}"
    print(one_line(f"Annulé : {what_of(geste.verbes, geste.defait)} {whose}."))
    if bilan.to_do:
        print(f"À faire sur urssaf.fr : {show_number(bilan.to_do)}.")
    if erased := erased_in_words(len(lot.lacking_proof)):
        print(erased)


def _geste(portefeuille: Portefeuille, asked: UUID | None) -> Geste:
    if asked:
        lot = portefeuille.journal.lot_of(asked)
        return patiently(lambda: portefeuille.undoable(lot))
    geste = portefeuille.latest_gesture()
    if geste is None:
        raise NotFound(NOTHING)
    if geste.stays:
        raise NotUndone(_why_not(geste))
    return geste


def _why_not(geste: Geste) -> str:
    """Say that what was done last stays; nothing asks before what was done before it is undone."""
    why = f"Rien n'a été annulé : {cannot_undo(geste.stays)}."
    if not geste.verbes:
        return why
    again = command(f"annuler {geste.lot}")
    before = f"{what_of(geste.verbes, geste.defait)} ({show_moment(geste.instant)})"
    return f"{why} Le geste d'avant, {before}, s'annule ainsi : {again}"


def _filtre(options: Namespace, read: Journal, *, folded: bool) -> Filtre:
    return Filtre(
        clients=read.clients(options.client) if options.client else frozenset(),
        auteur=_auteur(options, read),
        verbe=options.verbe,
        depuis=read_day(options.depuis),
        jusqu_a=read_day(options.jusqu_a),
        folded=folded,
    )


def _auteur(options: Namespace, read: Journal) -> Auteur | None:
    if options.personne is None:
        return None
    return named.person(options.personne, read.auteurs())


def _pages(read: Journal, filtre: Filtre) -> Iterator[Sequence[Line]]:
    place: Place | None = None
    while lines := read.page(filtre, place, size=PAGE).lines:
        yield lines
        place = Place(lines[-1].rang)


def _told(read: Journal, filtre: Filtre) -> Iterator[list[Told]]:
    for lines in _pages(read, filtre):
        found = read.differences([line.operation for line in lines])
        yield [(line, found.get(line.operation, ())) for line in lines]


def _line(line: Line) -> str:
    undone = f"annulé le {show_moment(line.undone.le)}" if line.undone else ""
    what = " · ".join(filter(None, (line.title, line.subject, undone)))
    return "  ".join(map(one_line, (show_moment(line.instant), line.who, what, str(line.lot))))


def _cells(told: Told) -> tuple[str | int, ...]:
    line, found = told
    undone = f"{show_moment(line.undone.le)} par {line.undone.par}" if line.undone else ""
    return (
        *(line.rang, show_moment(line.instant), line.who, line.title, line.nom),
        *(" ; ".join(map(_in_words, found)), undone, str(line.lot), str(line.operation)),
    )


def _in_words(one: Difference) -> str:
    changed = f"{one.before} → {one.after}" if one.before else one.after
    return f"{one.what} : {changed or 'rien'}"


def _print_json(pages: Iterator[list[Told]]) -> None:
    """Print one array, page after page."""
    before = "[\n"
    for some in pages:
        for told in some:
            print(before + json_rows.escaped(json.dumps(_object(told), ensure_ascii=False)), end="")
            before = ",\n"
    print("[]" if before == "[\n" else "\n]")


def _object(told: Told) -> dict[str, object]:
    line, found = told
    undone = line.undone
    return {
        "operation": str(line.operation),
        "lot": str(line.lot),
        "rang": line.rang,
        "instant": line.instant.isoformat(),
        "auteur": line.auteur,
        "origine": line.origine or None,
        "verbe": line.verbe,
        "client": str(line.client) if line.client else None,
        "nom": line.nom,
        "changements": [
            {"quoi": one.what, "avant": one.before, "apres": one.after} for one in found
        ],
        "annule": {"par": undone.par, "le": undone.le.isoformat()} if undone else None,
    }
