"""`cle refaire`: a new main key, where the one of the base is lost for good."""

from __future__ import annotations

import sys
from argparse import Namespace
from functools import partial

from models.access.new_key import renew_key
from models.clock import now
from tui.config import Config
from tui.verbs.opened import opened, patiently


def manage_cle(options: Namespace, config: Config) -> None:
    """Make the key anew; say what is lost with the old one, and print the new one, this once."""
    password = sys.stdin.readline().rstrip("\r\n")
    renew = partial(renew_key, path=config.cle, clock=now, waiting=set())
    with opened(config):
        done = patiently(lambda: renew(options.identifiant, password))
    print("La clé est refaite. Ce que l'ancienne scellait est perdu :")
    print(f"- numéros de sécurité sociale, à saisir de nouveau : {done.nirs}")
    print(f"- gestes qui ne peuvent plus être annulés : {done.undoings}")
    print(f"- saisies en cours : {done.drafts}")
    print("Le journal garde tout ce qui a été fait ; ses anciens sceaux ne se vérifient plus.")
    if done.key:
        print("À imprimer et à ranger au coffre : ceci ne sera plus jamais affiché.")
        print(f"Clé principale (elle est aussi dans {config.cle}) :")
        print(done.key.printed)
