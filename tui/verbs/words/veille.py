"""The words of `veille`, which the service runs."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from models.identifiers.reading import is_digits
from tui.verbs.words.french_arguments import add_verb

MOST, MOST_OF_ONE, PATIENCE = 60, 6, 10


def add_veille(verbs: Any) -> None:
    """Add the verb."""
    parser = add_verb(
        verbs,
        "veille",
        "Garde le programme prêt : chaque session s'ouvre en un clin d'œil. C'est le service du "
        "serveur qui la lance.",
        "veille --socket /run/portefeuille/veille.sock --sessions 60",
    )
    parser.add_argument(
        "--socket",
        metavar="CHEMIN",
        type=Path,
        help="le point d'accès, si systemd n'en passe pas",
    )
    parser.add_argument(
        "--sessions",
        metavar="N",
        type=_from_one,
        default=MOST,
        help=f"combien à la fois, en tout ({MOST} par défaut)",
    )
    parser.add_argument(
        "--par-personne",
        metavar="N",
        type=_from_one,
        default=MOST_OF_ONE,
        help=f"combien à la fois pour une personne ({MOST_OF_ONE} par défaut)",
    )
    parser.add_argument(
        "--attente",
        metavar="MINUTES",
        type=_minutes,
        default=PATIENCE,
        help="ce qu'une mise à jour de la base laisse aux sessions ouvertes pour finir "
        f"({PATIENCE} par défaut)",
    )


def _from_one(typed: str) -> int:
    if not (is_digits(typed) and int(typed)):
        raise ArgumentTypeError("attend un nombre de sessions, au moins 1, par exemple 60")
    return int(typed)


def _minutes(typed: str) -> int:
    if not is_digits(typed):
        raise ArgumentTypeError("attend un nombre de minutes, par exemple 10")
    return int(typed)
