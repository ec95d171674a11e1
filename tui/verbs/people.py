"""`creer-espace`, `utilisateur`, `reinitialiser`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial

from models.access import espace, utilisateur
from models.access.main_key import load_main_key, main_key_for_new_espace
from models.access.new_user import identifiant_key
from models.cleaning import one_line
from models.clock import now
from models.command import command
from models.errors import BadValue, Refusal
from models.labels import Role
from models.lot import LotHandOver
from models.personnes import handed_over
from models.search.criteres import Criteres
from models.wording import count, show_moment
from tui.config import Config
from tui.verbs import json_rows, named
from tui.verbs.clients import every
from tui.verbs.named import NOBODY
from tui.verbs.opened import (
    cabinet_of,
    change_people,
    opened,
    patiently,
    person_of,
    portefeuille_of,
)
from tui.verbs.printed_once import TO_PRINT, print_key
from tui.verbs.server.ssh_keys import manage_keys

EVERYBODY = 10_000_000
"""More clients than a cabinet has."""


def creer_espace(options: Namespace, config: Config) -> None:
    """Create the cabinet; print its recovery code and main key, this once."""
    new = espace.check_espace(
        cabinet=options.nouveau_cabinet,
        siren=options.siren,
        identifiant=options.identifiant,
        nom=options.nom,
        mot_de_passe=sys.stdin.readline().rstrip("\r\n"),
    )
    # What is refused makes no base: a key that cannot be read is, as much as a password.
    load_main_key(config.cle)
    with opened(config, create=True):
        patiently(espace.refuse_second)
        key, is_new = main_key_for_new_espace(config.cle)
        code = patiently(lambda: new.create(key, now()))
    print(TO_PRINT)
    print(f"Code de secours de {one_line(options.identifiant)}\u00a0:")
    print(code)
    if is_new:
        print_key(key, config)


def manage_utilisateur(options: Namespace, config: Config) -> None:
    """Add, disable, enable somebody, change a role or keys, hand clients over, or list them."""
    with opened(config):
        ACTIONS[options.action](options, config)


def _list(options: Namespace, config: Config) -> None:
    people = utilisateur.users(cabinet_of(options, config))
    if options.json:
        print(json_rows.people(people))
        return
    for one in people:
        came = f"venu le {show_moment(one.derniere_connexion)}" if one.derniere_connexion else ""
        closed = "" if one.actif else "accès fermé"
        said = (one.identifiant, one.nom, one.role.label, came or "jamais venu", closed)
        print("  ".join(one_line(part) for part in said if part))


def _add(options: Namespace, config: Config) -> None:
    role = Role(options.role or options.role_voulu or Role.COLLABORATEUR)
    who = {"identifiant": options.identifiant, "nom": options.nom, "role": role}
    code = change_people(options, config, partial(utilisateur.add_user, **who))
    named_so = one_line(options.identifiant)
    print(f"{named_so} ({role.label}) choisira son mot de passe avec ce code de secours,")
    print("à l'écran «\u00a0Mot de passe oublié\u00a0?\u00a0»\u00a0:")
    print(code)


def _disable(options: Namespace, config: Config) -> None:
    who = options.identifiant
    change_people(options, config, partial(utilisateur.disable_user, identifiant=who))
    print(f"{one_line(who)} ne peut plus se connecter.")
    portefeuille = portefeuille_of(options, config)
    theirs = named.person(identifiant_key(who), portefeuille.responsables())
    left = Criteres(responsables=frozenset({theirs.uid}))
    if number := len(portefeuille.uids(left, most=EVERYBODY)):
        told = count(number, "compte lui reste confié", "comptes lui restent confiés")
        hands_over = command(f"utilisateur transferer {theirs.identifiant} IDENTIFIANT")
        print(one_line(f"{told}\u00a0: {hands_over}"))


def _enable(options: Namespace, config: Config) -> None:
    who = options.identifiant
    change_people(options, config, partial(utilisateur.enable_user, identifiant=who))
    print(f"{one_line(who)} peut de nouveau se connecter.")


def _change_role(options: Namespace, config: Config) -> None:
    who, role = options.identifiant, Role(options.role_voulu or options.role)
    change_people(options, config, partial(utilisateur.change_role, identifiant=who, role=role))
    print(f"{one_line(who)} a maintenant le rôle {role.label}.")


def _hand_over(options: Namespace, config: Config) -> None:
    """Hand all the clients of a person over to another, in one gesture."""
    portefeuille = portefeuille_of(options, config)
    was = None if options.de == NOBODY else named.person(options.de, portefeuille.responsables())
    to = named.responsable(options.vers, portefeuille)
    if (was and was.uid) == (to and to.uid):
        raise BadValue("Nommez deux personnes : celle qui suivait ces clients, puis une autre.")
    theirs = Criteres(responsables=frozenset({was.uid if was else None}))
    lot = LotHandOver(portefeuille, [*every(portefeuille, theirs)], to.uid if to else None)
    bilan = patiently(lot.run)
    if options.json:
        names = {"de": was and was.identifiant, "a": to and to.identifiant}
        print(json_rows.one({**names, "comptes": bilan.changed}))
    else:
        print(f"{handed_over(bilan.changed, to)}.")
    if bilan.left:
        raise Refusal("\n".join(map(one_line, bilan.left)))


ACTIONS: dict[str, Callable[[Namespace, Config], None]] = {
    "ajouter": _add,
    "desactiver": _disable,
    "reactiver": _enable,
    "role": _change_role,
    "lister": _list,
    "transferer": _hand_over,
    "cle": manage_keys,
}


def reinitialiser(options: Namespace, config: Config) -> None:
    """Give somebody a new recovery code."""
    with opened(config):
        key, by = load_main_key(config.cle), person_of(config)
        issue = partial(espace.issue_recovery_code, options.identifiant, by=by, main_key=key)
        code = patiently(lambda: issue(now=now()))
    who = one_line(options.identifiant)
    print(f"Nouveau code de secours de {who}, à lui dire de vive voix\u00a0:")
    print(code)
