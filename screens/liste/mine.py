"""What Accueil says of one's own dossiers, in words, and the list that each of its lines opens."""

from __future__ import annotations

from dataclasses import replace

from models.labels import ToDo
from models.search.compteurs import REFUSES
from models.search.criteres import Criteres, Tri
from models.search.mine import LATELY, Mine, Waiting
from models.wording import count
from screens.liste.counted import SAID, Counted
from screens.liste.search_words import show_counted
from screens.widgets.columns import Row

NO_DOSSIER = ("Aucun dossier n'a votre nom.",)
TYPED = "saisies"
"""The line that counts what was typed and not saved."""
COMPARED = "rapprochement"
"""The door that the line of the last rapprochement opens."""


def counted_of(mine: Mine | None, held: int | None, dossiers: Criteres) -> tuple[Counted, ...]:
    """Give what waits in one's own `dossiers`, of each kind the oldest too.

    `held`: how many there are. Nothing without any, or where it was not asked for (None).
    """
    if mine is None or (held == 0 and not mine.a_faire):
        return ()
    refused = replace(REFUSES, responsables=dossiers.responsables)
    by_others = replace(dossiers, tri=Tri.MODIFICATION)
    shown = [one for one in SAID if one in mine.a_faire or one is not ToDo.INCONNU]
    return (
        *(_waiting(one, mine.a_faire.get(one, Waiting(0, 0)), dossiers) for one in shown),
        (_plural("refusé", mine.refuses), mine.refuses, refused),
        (
            f"{_plural('changé', mine.par_d_autres)} par d'autres en {LATELY.days} jours",
            mine.par_d_autres,
            by_others,
        ),
    )


def rows_beside(typed: int, compared: str) -> list[Row]:
    """Give the lines of what was typed and not saved, and of when all was `compared`, if any."""
    what = "saisie à reprendre" if typed == 1 else "saisies à reprendre"
    rows = [Row(TYPED, (show_counted(typed), what))] if typed else []
    return [*rows, *([Row(COMPARED, ("", compared))] if compared else [])]


def _waiting(kind: ToDo, waiting: Waiting, dossiers: Criteres) -> Counted:
    since = f", depuis {count(waiting.days, 'jour')}" if waiting.days else ""
    said = f"{SAID[kind]}{since}"
    return said, waiting.number, replace(dossiers, ecarts=frozenset({kind}))


def _plural(word: str, number: int) -> str:
    return word if number < 2 else f"{word}s"
