"""`creer-espace`, `utilisateur`, `reinitialiser`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from models.access import espace, utilisateur
from models.access.main_key import load_main_key, main_key_for_new_espace
from models.access.utilisateur import Acces
from models.cleaning import one_line
from models.clock import now
from models.errors import BadValue
from models.labels import Role
from models.wording import show_moment
from tui.config import Config
from tui.verbs import json_rows
from tui.verbs.opened import cabinet_of, opened, patiently

SWITCHES = {
    "desactiver": (utilisateur.disable_user, "ne peut plus"),
    "reactiver": (utilisateur.enable_user, "peut de nouveau"),
}


def creer_espace(options: Namespace, config: Config) -> None:
    """Create the cabinet; print its recovery code and main key, this once."""
    password = sys.stdin.readline().rstrip("\r\n")
    with opened(config, create=True):
        key, is_new = main_key_for_new_espace(config.cle)
        code = patiently(
            lambda: espace.create_espace(
                cabinet=options.nouveau_cabinet,
                siren=options.siren,
                identifiant=options.identifiant,
                nom=options.nom,
                mot_de_passe=password,
                main_key=key,
                now=now(),
            )
        )
    print("À imprimer et à ranger au coffre\u00a0: ceci ne sera plus jamais affiché.")
    print(f"Code de secours de {one_line(options.identifiant)}\u00a0:")
    print(code)
    if is_new:
        print(f"Clé principale (elle est aussi dans {config.cle})\u00a0:")
        print(key.printed)


def _list(people: Sequence[Acces], *, json: bool) -> None:
    """Print who may sign in: one on a line, or JSON."""
    if json:
        print(json_rows.people(people))
        return
    for one in people:
        came = f"venu le {show_moment(one.derniere_connexion)}" if one.derniere_connexion else ""
        closed = "" if one.actif else "accès fermé"
        said = (one.identifiant, one.nom, one.role.label, came or "jamais venu", closed)
        print("  ".join(one_line(part) for part in said if part))


def manage_utilisateur(options: Namespace, config: Config) -> None:
    """Add, disable, enable somebody, change a role, or list them."""
    with opened(config):
        cabinet = cabinet_of(options)
        if options.action == "lister":
            _list(utilisateur.users(cabinet), json=options.json)
            return
        vault = espace.open_vault(cabinet, load_main_key(config.cle))
        who = one_line(options.identifiant)
        match options.action:
            case "ajouter":
                role = Role(options.role or options.role_voulu or Role.COLLABORATEUR)
                code = patiently(
                    lambda: utilisateur.add_user(
                        cabinet,
                        identifiant=options.identifiant,
                        nom=options.nom,
                        role=role,
                        by=None,
                        vault=vault,
                        now=now(),
                    )
                )
                print(f"{who} ({role.label}) choisira son mot de passe avec ce code de secours,")
                print("à l'écran «\u00a0Mot de passe oublié\u00a0?\u00a0»\u00a0:")
                print(code)
            case "desactiver" | "reactiver":
                switch, can = SWITCHES[options.action]
                patiently(
                    lambda: switch(cabinet, options.identifiant, by=None, vault=vault, now=now())
                )
                print(f"{who} {can} se connecter.")
            case _:
                wanted = options.role_voulu or options.role
                if not wanted:
                    raise BadValue(f"Précisez le rôle\u00a0: {', '.join(Role)}.")
                patiently(
                    lambda: utilisateur.change_role(
                        cabinet, options.identifiant, Role(wanted), by=None, vault=vault, now=now()
                    )
                )
                print(f"{who} a maintenant le rôle {Role(wanted).label}.")


def reinitialiser(options: Namespace, config: Config) -> None:
    """Give somebody a new recovery code."""
    with opened(config):
        key = load_main_key(config.cle)
        code = patiently(
            lambda: espace.issue_recovery_code(options.identifiant, main_key=key, now=now())
        )
    who = one_line(options.identifiant)
    print(f"Nouveau code de secours de {who}, à lui dire de vive voix\u00a0:")
    print(code)
