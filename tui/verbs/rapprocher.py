"""`rapprocher`: what urssaf.fr lists, against the portefeuille; nothing is written."""

from __future__ import annotations

from argparse import Namespace

from models.cleaning import seen
from models.errors import NotFound, Refusal
from models.rapprochement import report
from models.rapprochement.comparing import compare
from models.rapprochement.releve import Releve
from tui.config import Config
from tui.verbs import json_rows
from tui.verbs.importer import tableau_of
from tui.verbs.opened import opened, portefeuille_of

NOTHING = (
    "Rien à comparer : aucun compte n'a été lu. Attendu, par exemple, la page « Gérer les "
    "établissements » du portail, copiée en entier, ou un tableau avec une colonne Siren."
)
DIFFERS = "Le portefeuille et urssaf.fr ne sont pas d'accord."


def rapprocher(options: Namespace, config: Config) -> None:
    """Compare a table, or pages of the portal, with the portefeuille; Refusal if they differ."""
    releve = Releve()
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        tableau = tableau_of(options)
        releve.add(tableau)
        if releve.is_empty:
            raise NotFound(NOTHING)
        found = compare(portefeuille.here(), releve, complete=options.complet)
    if options.json:
        print(json_rows.one(report.as_json(releve, found)))
    else:
        for said in (*tableau.remarques, *report.sentences(releve, found)):
            # The spaces that do not break stay, the indents too.
            print(" ".join(seen(said).split("\n")))
    if not found.agrees:
        raise Refusal(DIFFERS)
