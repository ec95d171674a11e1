"""`services`, `modifier`, `confier`, `reporter`, `refuser`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from models.champs import COMPTE
from models.cleaning import one_line
from models.errors import BadValue, NotFound, Refusal
from models.fiche import Fiche
from models.identifiers import numero_compte
from models.labels import Service
from models.lot import (
    Lot,
    LotHandOver,
    LotRefuse,
    LotReport,
    LotServices,
    LotTakeBack,
    erased_in_words,
)
from models.modeles import ModeleServices
from models.personnes import handed_over
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte, typed
from models.services import Changement
from models.wording import count, show_number
from tui.config import Config
from tui.verbs import json_rows, named
from tui.verbs.clients import chosen, line, refuse_foreign, services_of
from tui.verbs.opened import opened, patiently, portefeuille_of
from tui.verbs.words.gestures import CHANGED

Said = Callable[[int], str]
"""Says what was done of so many clients."""

TWICE = "Un service ne s'ouvre et ne se ferme pas à la fois\u00a0: "
WHICH = "Ce client a plusieurs comptes\u00a0: précisez lequel par --du-compte, par exemple "


def services(options: Namespace, config: Config) -> None:
    """Open and close services of clients, all in one gesture; without any, say which are open."""
    changement = Changement(services_of(options.ajouter), services_of(options.retirer))
    if both := changement.opened & changement.closed:
        raise BadValue(TWICE + ", ".join(sorted(one.code for one in both)) + ".")
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiches = named.clients(options.client, portefeuille, regime=options.regime)
        if options.modele is not None:
            changement = _as(named.modele(options.modele, portefeuille), changement)
        if changement.opened or changement.closed:
            lot = LotServices(portefeuille, fiches, changement, known=options.deja_ainsi)
            _carry_out(lot, _done("modifié"), fiches, portefeuille, json=options.json)
        elif options.json:
            print(json_rows.rows(fiches, portefeuille.responsables()))
        else:
            for fiche in fiches:
                _show_boxes(fiche)


def reporter(options: Namespace, config: Config) -> None:
    """Say that urssaf.fr has these clients as they are here, or has not after all."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiches = named.clients(options.client, portefeuille, regime=options.regime, removed=True)
        kind: type[Lot[Fiche]] = LotTakeBack if options.pas_fait else LotReport
        lot, said = kind(portefeuille, fiches), _again if options.pas_fait else _done("fait")
        _carry_out(lot, said, fiches, portefeuille, json=options.json)
        lacking = (
            portefeuille.lacking_proof([one.uid for one in fiches]) if options.pas_fait else ()
        )
        if lacking and not options.json:
            print(erased_in_words(len(lacking)))


def refuser(options: Namespace, config: Config) -> None:
    """Say that urssaf.fr refused what was to be done of these clients."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiches = named.clients(options.client, portefeuille, regime=options.regime, removed=True)
        lot = LotRefuse(portefeuille, fiches, options.motif)
        _carry_out(lot, _done("refusé"), fiches, portefeuille, json=options.json)


def confier(options: Namespace, config: Config) -> None:
    """Hand these clients over to somebody, all in one gesture."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiches = named.clients(options.client, portefeuille, regime=options.regime)
        to = named.responsable(options.a, portefeuille)
        lot = LotHandOver(portefeuille, fiches, to.uid if to else None)
        said = partial(handed_over, to=to)
        _carry_out(lot, said, fiches, portefeuille, json=options.json, there=False)


def modifier(options: Namespace, config: Config) -> None:
    """Change the data of one client: what an option says, and nothing else."""
    operation = uuid4()
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiche = named.client(options.client, portefeuille, regime=options.regime)
        saisie = _changed(typed(fiche), fiche, options, portefeuille)
        edit = partial(portefeuille.edit, fiche, saisie, forced=options.forcer)
        after = patiently(lambda: edit(operation=operation))
        people = portefeuille.responsables()
    if options.json:
        print(json_rows.rows([after], people))
    elif after.version == fiche.version:
        print(f"Déjà ainsi\u00a0: {line(after)}")
    else:
        print(f"Modifié\u00a0: {line(after)}")
        if after.adds_to_do(fiche):
            print(f"{after.report.label}.")


def _carry_out(
    lot: Lot[Fiche],
    done: Said,
    fiches: Sequence[Fiche],
    portefeuille: Portefeuille,
    *,
    json: bool,
    there: bool = True,
) -> None:
    """Run a lot on `fiches`, tell what it did; Refusal names who was left, and why.

    `there`: what it does is to be done on urssaf.fr too.
    """
    bilan = patiently(lot.run)
    if json:
        after = [portefeuille.get(fiche.uid) for fiche in fiches]
        print(json_rows.rows(after, portefeuille.responsables()))
    else:
        if bilan.changed:
            to_do = f" À faire sur urssaf.fr : {show_number(bilan.to_do)}." if there else ""
            print(f"{done(bilan.changed)}.{to_do}")
        if bilan.same:
            print(f"Rien à changer : {count(bilan.same, 'compte')}.")
    if bilan.left:
        raise Refusal("\n".join(map(one_line, bilan.left)))


def _done(what: str) -> Said:
    return lambda number: count(number, f"compte {what}", f"comptes {what}s")


def _as(modele: ModeleServices, more: Changement) -> Changement:
    """Open what the modèle opens and close the others, but for what is said besides."""
    opened = more.of(modele.services)
    return Changement(opened, frozenset(Service) - opened)


def _again(number: int) -> str:
    return count(number, "compte de nouveau à faire", "comptes de nouveau à faire")


def _show_boxes(fiche: Fiche) -> None:
    print(line(fiche))
    for one in Service:
        print(f"  [{'x' if one in fiche.services else ' '}] {one.code}\u00a0: {one.label}")


def _changed(
    saisie: Saisie, fiche: Fiche, options: Namespace, portefeuille: Portefeuille
) -> Saisie:
    """Put in `saisie` what the options give."""
    given = {
        name: chosen(name, value)
        for name in CHANGED
        if (value := getattr(options, f"nouveau_{name}")) is not None
    }
    refuse_foreign(fiche.regime, [*given, *["nir"] * options.nir_stdin])
    if "responsable" in given:
        who = named.responsable(given["responsable"], portefeuille)
        given["responsable"] = who and who.uid
    if options.nir_stdin:
        given["nir"] = sys.stdin.readline().strip()
    shop = {name: given.pop(name) for name in COMPTE if name in given}
    if shop or options.autre_compte:
        comptes = [*saisie.comptes, *[SaisieCompte()] * options.autre_compte]
        rank = -1 if options.autre_compte else _rank(fiche, options.du_compte)
        comptes[rank] = replace(comptes[rank], **shop)
        given["comptes"] = tuple(comptes)
    return replace(saisie, deja_inscrit=options.deja_inscrit, **given)


def _rank(fiche: Fiche, asked: str | None) -> int:
    """Find the compte that is changed; BadValue, NotFound."""
    if asked is None:
        if len(fiche.comptes) > 1:
            raise BadValue(WHICH + (fiche.comptes[-1].numero_compte or "son numéro") + ".")
        return 0
    number = numero_compte.read(asked).value
    ranks = (
        rank
        for rank, one in enumerate(fiche.comptes)
        if one.numero_compte and numero_compte.same(one.numero_compte, number)
    )
    if (rank := next(ranks, None)) is None:
        raise NotFound("Ce client n'a pas ce numéro de compte.")
    return rank
