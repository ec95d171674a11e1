"""`corbeille`, `restaurer-client`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from uuid import UUID

from models.cleaning import one_line
from models.errors import BadValue, NotFound, Refusal
from models.fiche import Fiche
from models.identifiers import siren
from models.lot import LotRestore
from models.portefeuille import Portefeuille
from models.search.corbeille import key_of
from models.search.criteres import After, Anchor, Edge
from models.wording import count, show_date, show_number
from tui.config import Config
from tui.verbs import json_rows
from tui.verbs.opened import opened, patiently, portefeuille_of

PAGE = 500


def corbeille(options: Namespace, config: Config) -> None:
    """List what was removed, the newest removal first."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiches, people = list(_all(portefeuille)), portefeuille.responsables()
    if options.json:
        print(json_rows.removals(fiches, people))
        return
    for fiche in fiches:
        name = f"\u00a0: {fiche.nom}" if fiche.nom else ""
        print(one_line(f"{fiche.uid} {fiche.title}{name} ({_removed(fiche)})"))


def restaurer_client(options: Namespace, config: Config) -> None:
    """Bring clients back from the corbeille, all in one gesture; says who is left, and why."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        uids = [_uid_of(name, portefeuille) for name in options.client]
        lot = LotRestore(portefeuille, list(dict.fromkeys(uids)))
        bilan = patiently(lot.run)
    if bilan.changed:
        restored = count(bilan.changed, "inscription restaurée", "inscriptions restaurées")
        print(f"{restored}. À faire sur urssaf.fr\u00a0: {show_number(bilan.to_do)}.")
    if bilan.same:
        print(f"Déjà dans le portefeuille\u00a0: {show_number(bilan.same)}.")
    if bilan.left:
        raise Refusal("\n".join(map(one_line, bilan.left)))


def _all(portefeuille: Portefeuille) -> Iterator[Fiche]:
    anchor: Anchor = Edge.FIRST
    while fiches := portefeuille.corbeille(anchor, size=PAGE).fiches:
        yield from fiches
        anchor = After(key_of(fiches[-1]))


def _uid_of(name: str, portefeuille: Portefeuille) -> UUID:
    """Read a uid, or the Siren of one client of the corbeille."""
    try:
        return portefeuille.get(UUID(name)).uid
    except ValueError:
        number = siren.read(name).value
    found = [fiche for fiche in _all(portefeuille) if fiche.siren == number]
    if not found:
        raise NotFound(f"Le Siren {siren.show(number)} n'est pas dans la corbeille.")
    if len(found) > 1:
        uids = "\n".join(f"{one.uid}  {one.regime.label}, {_removed(one)}" for one in found)
        raise BadValue(
            f"Ce Siren est plusieurs fois dans la corbeille\u00a0: précisez lequel.\n{uids}"
        )
    return found[0].uid


def _removed(fiche: Fiche) -> str:
    """Say who removed it, when, and what becomes of it."""
    when = show_date(fiche.retire_le) if fiche.retire_le else ""
    leaves = f"part le {show_date(fiche.part_le)}" if fiche.part_le else "à faire sur urssaf.fr"
    return f"supprimé le {when} par {fiche.retire_par or 'la ligne de commande'}, {leaves}"
