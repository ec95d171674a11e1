"""`cle refaire`, where the key of the base is lost for good; `cle remplacer`, where it is not.

`cle destinataire` makes the identity that opens encrypted backups.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial

from models.access.new_key import renew_key
from models.access.replaced_key import Replacement
from models.backups.age_keys import create_identity
from models.clock import now
from models.errors import Refusal
from models.sealing.vault import MainKey
from models.wording import count, show_number
from tui.config import Config
from tui.verbs.opened import opened, patiently
from tui.verbs.printed_once import TO_PRINT, print_key

QUESTION = (
    "Remplacer la clé principale ? L'ancienne n'ouvrira plus que les sauvegardes faites jusqu'ici, "
    "et les autres machines devront recevoir la nouvelle."
)


def manage_cle(options: Namespace, config: Config) -> None:
    """Make the key anew, put another in its place, or make what opens encrypted backups."""
    ACTIONS[options.action](options, config)


def _renew(options: Namespace, config: Config) -> None:
    """Make the key anew; say what is lost with the old one, and print the new one, this once."""
    password = sys.stdin.readline().rstrip("\r\n")
    renew = partial(renew_key, path=config.cle, clock=now, waiting=set())
    with opened(config):
        done = patiently(lambda: renew(options.identifiant, password))
    print("La clé est refaite. Ce que l'ancienne scellait est perdu :")
    print(f"- numéros de sécurité sociale, à saisir de nouveau : {show_number(done.nirs)}")
    print(f"- gestes qui ne peuvent plus être annulés : {show_number(done.undoings)}")
    print(f"- saisies en cours : {show_number(done.drafts)}")
    print("Le journal garde tout ce qui a été fait ; ses anciens sceaux ne se vérifient plus.")
    if done.key:
        _print_once(done.key, config)


def _replace(options: Namespace, config: Config) -> None:
    """Put another key in the place of this one, once that is confirmed; print it, this once."""
    password = sys.stdin.readline().rstrip("\r\n")
    _require_consent(options)
    replacement = Replacement(config.cle, now)
    with opened(config):
        done = patiently(lambda: replacement.run(options.identifiant, password))
    wrapped = count(done.cabinets, "cabinet")
    print(f"La clé est remplacée : {wrapped}. Rien de ce qu'elle scelle n'est perdu.")
    print(f"L'ancienne reste dans {done.former} : elle seule ouvre les sauvegardes d'avant.")
    print("Gardez son tirage avec elles ; effacez ce fichier quand vous n'en avez plus.")
    _print_once(done.key, config)


def _make_identity(options: Namespace, config: Config) -> None:  # noqa: ARG001 - as the others
    """Make what opens encrypted backups; print whom they are to be encrypted for."""
    path = options.fichier.expanduser().absolute()
    recipient = create_identity(path)
    print(f"L'identité est dans {path} : mettez ce fichier au coffre, avec un tirage.")
    print("Ne le laissez pas sur le serveur : qui l'a lit les sauvegardes, et sans lui elles sont")
    print(
        "perdues. Clé publique, à donner à « sauvegarder --pour », ou à [serveur] destinataires :"
    )
    print(recipient)


def _require_consent(options: Namespace) -> None:
    """Ask on a terminal; Refusal where nobody agrees, or where nobody can be asked."""
    if options.oui:
        return
    if not sys.stdin.isatty():
        raise Refusal(f"{QUESTION} Rien n'a été changé : ajoutez --oui pour le faire.")
    print(f"{QUESTION} Tapez oui : ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() != "oui":
        raise Refusal("Rien n'a été changé.")


def _print_once(key: MainKey, config: Config) -> None:
    print(TO_PRINT)
    print_key(key, config)


ACTIONS: dict[str, Callable[[Namespace, Config], None]] = {
    "refaire": _renew,
    "remplacer": _replace,
    "destinataire": _make_identity,
}
