"""`inscrire`, `resilier`, `lister`, `message`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any
from uuid import UUID, uuid4

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS, texts_of
from models.cleaning import one_line
from models.errors import BadValue, InCorbeille, Refusal
from models.fiche import Fiche
from models.incitation import message_for
from models.labels import Etat, Regime, Report, Service, ToDo
from models.lot import LotRestore
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import OTHER_SIRET, After, Anchor, Criteres, Donnee, Edge, Key, Tri
from tui.config import Config
from tui.verbs import json_rows, named
from tui.verbs.opened import opened, patiently, portefeuille_of
from tui.verbs.words.clients import OPTIONS

PAGE = 500
EITHER = "Le restaurer : --restaurer. L'inscrire à neuf, à la place de celui-là : --a-neuf."
NUMBERS = ("numero_compte", "siret")
"""What is of one compte; the other options about a compte are of all of them."""
CLIENT_TEXTS = [name for name in texts_of(CLIENT | PROOFS) if name in OPTIONS]
OF_ALL_COMPTES = [name for name in COMPTE if name in OPTIONS and name not in NUMBERS]
FLAGS = {name: option.flag for name, option in OPTIONS.items()} | {"nir": "--nir-stdin"}


def inscrire(options: Namespace, config: Config) -> None:
    """Inscribe one client."""
    saisie = _saisie(options)
    operation, done = uuid4(), "Inscrit"
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        if options.modele is not None:
            services = named.modele(options.modele, portefeuille).services
            saisie = replace(saisie, services=services)
        if options.responsable:
            who = named.responsable(options.responsable, portefeuille)
            saisie = replace(saisie, responsable=who.uid if who else None)
        enroll = partial(portefeuille.enroll, saisie, forced=options.forcer, anew=options.a_neuf)
        try:
            fiche = patiently(lambda: enroll(operation=operation))
        except InCorbeille as refusal:
            if not options.restaurer:
                raise InCorbeille(f"{refusal}\n{EITHER}", refusal.uid, refusal.field) from None
            fiche, done = _restored(portefeuille, refusal.uid), "Restauré"
        people = portefeuille.responsables()
    if options.json:
        print(json_rows.rows([fiche], people))
    else:
        print(f"{done}\u00a0: {line(fiche)}")
        print(f"{fiche.report.label}.")


def _restored(portefeuille: Portefeuille, uid: UUID) -> Fiche:
    """Bring a client back instead of inscribing it."""
    lot = LotRestore(portefeuille, [uid])
    if left := patiently(lot.run).left:
        raise Refusal("\n".join(map(one_line, left)))
    return portefeuille.get(uid)


def resilier(options: Namespace, config: Config) -> None:
    """Take one client out of the portefeuille."""
    operation = uuid4()
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        seen = _named(options, portefeuille)
        fiche = patiently(lambda: portefeuille.terminate(seen, operation=operation))
    print(f"Supprimé\u00a0: {line(fiche)}")
    print(
        f"{fiche.report.label}\u00a0: l'accès y reste ouvert tant que vous ne l'avez pas retiré."
        if fiche.ecart is not ToDo.AUCUN
        else "Rien à faire sur urssaf.fr\u00a0: ce client n'y était pas inscrit."
    )


def lister(options: Namespace, config: Config) -> None:
    """List clients, in the order that is asked for."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        criteres = criteres_of(options, portefeuille)
        fiches = list(every(portefeuille, criteres))
        if not fiches and (wider := criteres.of_its_siren):
            fiches = list(every(portefeuille, wider))
            if fiches:
                print(OTHER_SIRET, file=sys.stderr)
        people = portefeuille.responsables()
    if options.json:
        print(json_rows.rows(fiches, people))
        return
    for fiche in fiches:
        print(line(fiche))


def message(options: Namespace, config: Config) -> None:
    """Print what a cabinet writes to a client it has just inscribed."""
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        fiche = named.client(options.client, portefeuille, regime=options.regime)
        text = message_for(fiche, portefeuille.cabinet_nom)
    print("\n".join(map(one_line, text.splitlines())))


def criteres_of(options: Namespace, portefeuille: Portefeuille) -> Criteres:
    """Read the options that narrow a list; several values of one are any of them."""
    lacks = {donnee for donnee in Donnee if getattr(options, f"sans_{donnee.value}")}
    return Criteres(
        texte=options.recherche,
        regimes=frozenset(map(Regime, options.regime)),
        etats=frozenset(map(Etat, options.etat)),
        reports=frozenset(map(Report, options.report)),
        ecarts=frozenset(map(ToDo, options.ecart)),
        responsables=_responsables(options, portefeuille),
        avec=services_of(options.service),
        sans=services_of(options.sans_service) | lacks,
        tri=Tri(options.tri),
    )


def _responsables(options: Namespace, portefeuille: Portefeuille) -> frozenset[UUID | None]:
    people = portefeuille.responsables()
    nobody = {None} if options.sans_responsable else set[None]()
    return frozenset(named.person(one, people).uid for one in options.responsable) | nobody


def every(portefeuille: Portefeuille, criteres: Criteres) -> Iterator[Fiche]:
    """Give all the clients that are found, page after page."""
    anchor: Anchor = Edge.FIRST
    while fiches := portefeuille.page(criteres, anchor, size=PAGE).fiches:
        yield from fiches
        anchor = After(Key.of(fiches[-1], criteres.tri))


def line(fiche: Fiche) -> str:
    """Write a client on one line, as people read it."""
    state = f" ({fiche.etat.label})" if fiche.etat is not Etat.ACTIF else ""
    name = f"\u00a0: {fiche.nom}" if fiche.nom else ""
    return one_line(f"{fiche.title}{name}{state}")


def _saisie(options: Namespace) -> Saisie:
    if options.gerant and options.regime not in (None, Regime.GERANT_MAJORITAIRE.value):
        raise BadValue("--gerant ne va qu'avec le régime gerant_majoritaire.")
    if not options.gerant and options.regime in (None, Regime.GERANT_MAJORITAIRE.value):
        raise BadValue(
            "Précisez --regime\u00a0: general, artisan_commercant ou profession_liberale."
        )
    regime = Regime.GERANT_MAJORITAIRE if options.gerant else Regime(options.regime)
    texts = {name: getattr(options, name) for name in CLIENT_TEXTS}
    refuse_foreign(regime, [name for name in texts if texts[name]] + ["nir"] * options.nir_stdin)
    given = {name: getattr(options, name) for name in OF_ALL_COMPTES}
    compte = {name: chosen(name, value) for name, value in given.items() if value}
    numbers = zip_longest(options.numero_compte or [""], options.siret or [], fillvalue="")
    return Saisie(
        regime=regime,
        deja_inscrit=options.deja_inscrit,
        nir=sys.stdin.readline().strip() if options.nir_stdin else "",
        services=services_of(options.services),
        comptes=tuple(SaisieCompte(number, shop, **compte) for number, shop in numbers),
        **texts,
    )


def refuse_foreign(regime: Regime, names: Sequence[str]) -> None:
    """Raise BadValue if a field that is given is one that clients of `regime` do not have."""
    for name in names:
        if regime not in FIELDS[name].regimes:
            others = ", ".join(one for one in Regime if one in FIELDS[name].regimes)
            raise BadValue(f"{FLAGS[name]} ne va pas avec le régime {regime} ; avec : {others}.")


def chosen(name: str, value: str) -> Any:
    """Give what an option says of a field: the code that it names, or the text."""
    return next((code for code in FIELDS[name].codes if code == value), value)


def services_of(text: str) -> frozenset[Service]:
    """Read services by their codes; BadValue names one that is unknown."""
    by_code = {service.code: service for service in Service}
    codes = [code.strip() for code in text.split(",") if code.strip()]
    if unknown := [code for code in codes if code not in by_code]:
        raise BadValue(
            f"Service inconnu\u00a0: «\u00a0{one_line(unknown[0])}\u00a0». "
            f"Services possibles\u00a0: {', '.join(by_code)}."
        )
    return frozenset(by_code[code] for code in codes)


def _named(options: Namespace, portefeuille: Portefeuille) -> Fiche:
    if options.compte:
        return named.of_compte(options.compte, portefeuille)
    return named.of_siren(options.siren, portefeuille, regime=options.regime)
