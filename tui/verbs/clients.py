"""`inscrire`, `resilier`, `lister`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import zip_longest
from uuid import uuid4

from models.champs import CLIENT, COMPTE, PROOFS, texts_of
from models.cleaning import one_line
from models.errors import BadValue, NotFound
from models.fiche import Fiche
from models.identifiers import numero_compte
from models.identifiers import siren as siren_number
from models.labels import Etat, Regime, Report, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import After, Anchor, Criteres, Edge, Key
from tui.config import Config
from tui.verbs import json_rows
from tui.verbs.command_line import OPTIONS
from tui.verbs.opened import opened, patiently, portefeuille_of

LOT = 500
CLIENT_TEXTS = [name for name in texts_of(CLIENT | PROOFS) if name in OPTIONS]
COMPTE_TEXTS = [name for name in texts_of(COMPTE) if name in OPTIONS and not OPTIONS[name].more]
"""What an option says once, for all comptes if it is theirs; a number is of one compte."""


def inscrire(said: Namespace, config: Config) -> None:
    """Inscribe one client."""
    saisie = _saisie(said)
    operation = uuid4()
    with opened(config):
        portefeuille = portefeuille_of(said, config)
        fiche = patiently(
            lambda: portefeuille.enroll(saisie, forced=said.forcer, operation=operation)
        )
    if said.json:
        print(json_rows.rows([fiche]))
    else:
        print(f"Inscrit\u00a0: {_line(fiche)}")
        print(f"{fiche.report.label}.")


def resilier(said: Namespace, config: Config) -> None:
    """Take one client out of the portefeuille."""
    operation = uuid4()
    with opened(config):
        portefeuille = portefeuille_of(said, config)
        fiche = _find(said, portefeuille)
        patiently(lambda: portefeuille.terminate(fiche, operation=operation))
    print(f"Résilié\u00a0: {_line(fiche)}")
    print(
        "À reporter sur urssaf.fr\u00a0: l'accès y reste ouvert tant que vous ne l'avez pas retiré."
    )


def lister(said: Namespace, config: Config) -> None:
    """List clients, in name order."""
    criteres = Criteres(
        texte=said.recherche,
        regimes=frozenset({Regime(said.regime)} if said.regime else ()),
        etat=Etat(said.etat) if said.etat else None,
        report=Report(said.report) if said.report else None,
    )
    with opened(config):
        found = list(_all(portefeuille_of(said, config), criteres))
    if said.json:
        print(json_rows.rows(found))
        return
    for fiche in found:
        print(_line(fiche))


def _all(portefeuille: Portefeuille, criteres: Criteres) -> Iterator[Fiche]:
    anchor: Anchor = Edge.FIRST
    while fiches := portefeuille.page(criteres, anchor, size=LOT).fiches:
        yield from fiches
        anchor = After(Key.of(fiches[-1]))


def _line(fiche: Fiche) -> str:
    state = f" ({fiche.etat.label})" if fiche.etat is not Etat.ACTIF else ""
    name = f"\u00a0: {fiche.nom}" if fiche.nom else ""
    return one_line(f"{fiche.title}{name}{state}")


def _saisie(said: Namespace) -> Saisie:
    if said.gerant and said.regime not in (None, Regime.GERANT_MAJORITAIRE.value):
        raise BadValue("--gerant ne va qu'avec le régime gerant_majoritaire.")
    if not said.gerant and said.regime in (None, Regime.GERANT_MAJORITAIRE.value):
        raise BadValue(
            "Précisez --regime\u00a0: general, artisan_commercant ou profession_liberale."
        )
    texts = {name: getattr(said, name) for name in CLIENT_TEXTS}
    compte = {name: getattr(said, name) for name in COMPTE_TEXTS}
    numbers = zip_longest(said.numero_compte or [""], said.siret or [], fillvalue="")
    return Saisie(
        regime=Regime.GERANT_MAJORITAIRE if said.gerant else Regime(said.regime),
        deja_inscrit=said.deja_inscrit,
        nir=sys.stdin.readline().strip() if said.nir_stdin else "",
        services=_services(said.services),
        comptes=tuple(SaisieCompte(number, shop, **compte) for number, shop in numbers),
        **texts,
    )


def _services(text: str) -> frozenset[Service]:
    by_code = {service.code: service for service in Service}
    codes = [code.strip() for code in text.split(",") if code.strip()]
    if unknown := [code for code in codes if code not in by_code]:
        raise BadValue(
            f"Service inconnu\u00a0: «\u00a0{one_line(unknown[0])}\u00a0». "
            f"Services possibles\u00a0: {', '.join(by_code)}."
        )
    return frozenset(by_code[code] for code in codes)


def _find(said: Namespace, portefeuille: Portefeuille) -> Fiche:
    if said.compte:
        found = portefeuille.with_compte(numero_compte.read(said.compte).value)
        if found is None:
            raise NotFound("Aucun client du portefeuille n'a ce numéro de compte.")
        return found
    number = siren_number.read(said.siren).value
    fiches = portefeuille.with_siren(number)
    if said.regime:
        fiches = tuple(one for one in fiches if one.regime == said.regime)
    if not fiches:
        raise NotFound(f"Le Siren {siren_number.show(number)} n'est pas dans le portefeuille.")
    if len(fiches) > 1:
        regimes = ", ".join(one.regime.value for one in fiches)
        raise BadValue(
            f"Ce Siren est inscrit sous plusieurs régimes\u00a0: précisez --regime ({regimes})."
        )
    return fiches[0]
