"""The words of the verbs that read a table."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from models.importation.colonne import ASIDE, CHAMPS
from models.labels import Regime
from tui.verbs.words.french_arguments import FrenchParser, add_verb


def add_importing(verbs: Any) -> None:
    """Add `importer` and `rapprocher`, and their options."""
    _add_importer(verbs)
    _add_rapprocher(verbs)


def _add_importer(verbs: Any) -> None:
    parser = add_verb(
        verbs,
        "importer",
        "Inscrit les clients d'un tableau, ligne par ligne ou pas du tout.",
        "importer clients.xlsx --essai",
    )
    add_table(parser)
    parser.add_argument(
        "--deja-inscrits",
        "--deja-inscrit",
        action="store_true",
        help="ils sont déjà inscrits sur urssaf.fr : ni montant ni numéro de sécurité sociale "
        "n'est demandé",
    )
    parser.add_argument(
        "--modele", metavar="NOM", help="modèle de services des lignes sans service"
    )
    parser.add_argument("--essai", action="store_true", help="n'écrit rien : dit seulement")
    parser.add_argument(
        "--a-l-ecran",
        action="store_true",
        help="n'inscrit rien : laisse le tableau, à reprendre aux écrans à la prochaine connexion",
    )
    parser.add_argument(
        "--identifiant", metavar="ID", help="à qui le laisser ; par SSH, à qui vient"
    )
    parser.add_argument(
        "--rejets", metavar="FICHIER", type=Path, help="où vont les lignes refusées (.csv, .xlsx)"
    )
    parser.add_argument(
        "--forcer", action="store_true", help="accepte les lignes où un numéro n'est qu'inhabituel"
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def complaint(options: Namespace) -> str:
    """Say which options of `importer` do not go together; empty if all do."""
    if options.identifiant is not None and not options.a_l_ecran:
        return "--identifiant ID va avec --a-l-ecran"
    others = ("essai", "rejets", "forcer")
    if options.a_l_ecran and (given := [one for one in others if getattr(options, one)]):
        return f"--{given[0]} ne va pas avec --a-l-ecran"
    return ""


def _add_rapprocher(verbs: Any) -> None:
    parser = add_verb(
        verbs,
        "rapprocher",
        "Compare les pages du portail, ou un tableau, avec le portefeuille, sans rien écrire.",
        "rapprocher pages-du-portail.txt --complet",
    )
    add_table(parser)
    parser.add_argument(
        "--complet",
        action="store_true",
        help="tout ce que liste urssaf.fr est là : dit aussi ce qui n'est qu'ici",
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def add_table(parser: FrenchParser) -> None:
    """Add what tells which table is read, and how."""
    parser.add_argument(
        "fichier",
        metavar="FICHIER",
        help=".xlsx, .xls, .ods, .csv, .tsv ou .txt ; - : l'entrée standard",
    )
    parser.add_argument(
        "--feuille", metavar="NOM", default="", help="la feuille, s'il y en a plusieurs"
    )
    parser.add_argument(
        "--type",
        "--regime",
        choices=[*map(str, Regime)],
        help="celui des clients dont la ligne ne le dit pas",
    )
    parser.add_argument(
        "--colonne",
        metavar="TITRE=CHAMP",
        type=_column,
        action="append",
        default=[],
        help=f"ce qu'est une colonne : {', '.join(CHAMPS)} ; {ASIDE} : rien. Répétable",
    )


def _column(typed: str) -> tuple[str, str]:
    title, equals, champ = typed.rpartition("=")
    if not (title.strip() and equals and champ.strip()):
        raise ArgumentTypeError("attend TITRE=CHAMP, par exemple « N° client=code_dossier »")
    if champ.strip() not in (*CHAMPS, ASIDE):
        raise ArgumentTypeError(f"{champ.strip()} n'est pas un champ : {', '.join(CHAMPS)}")
    return title.strip(), champ.strip()
