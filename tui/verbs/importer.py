"""`importer`: a whole table of clients, from a file or from the standard input."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from models.access.new_user import identifiant_key
from models.brouillons.contents import Corrections
from models.cleaning import one_line
from models.errors import EmptyTable, NotAllowed, NotFound, Refusal
from models.exportation import files
from models.importation import rejects, report, table
from models.importation.choosing import keeping
from models.importation.examination import Examination
from models.importation.files.limits import MOST_BYTES
from models.importation.files.opening import read_bytes, read_file
from models.importation.grille import Grille
from models.importation.lot_import import LotImport
from models.importation.table import Tableau
from models.importation.verdicts import Choices, Examen, Verdict
from models.importation.words import veiled
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from models.wording import count
from tui.config import Config
from tui.verbs import json_rows, named
from tui.verbs.opened import opened, patiently, portefeuille_of

STDIN = "-"
UNFINISHED = (Verdict.ERREUR, Verdict.A_VERIFIER)
WORDS = {
    Verdict.PRETE: ("prête", "prêtes"),
    Verdict.A_VERIFIER: ("à vérifier", "à vérifier"),
    Verdict.DEJA: ("déjà inscrite", "déjà inscrites"),
    Verdict.ERREUR: ("en erreur", "en erreur"),
    Verdict.IGNOREE: ("ignorée", "ignorées"),
}
NOBODY = (
    "Personne n'est là pour reprendre ce tableau : dites à qui le laisser, par exemple "
    "--a-l-ecran --identifiant m.petit."
)
SOMEBODY_ELSE = "Par SSH, un tableau n'est laissé qu'à soi : sans --identifiant."


def importer(options: Namespace, config: Config) -> None:
    """Look at each line of a table, and inscribe those that are ready, or leave all to somebody."""
    if options.a_l_ecran:
        _leave_for_screens(options, config)
        return
    rejets = None if options.essai else options.rejets
    if rejets:
        rejects.format_of(rejets)
        files.refuse_existing(rejets)
    with opened(config):
        portefeuille = portefeuille_of(options, config)
        tableau = tableau_of(options)
        examens = _examined(options, portefeuille, tableau)
        enrolled = frozenset[int]()
        if not options.essai:
            examens, enrolled = _enroll(portefeuille, examens, forced=options.forcer)
        people = {one.uid: one.identifiant for one in portefeuille.personnes()}
    left = [
        one for one in examens if one.verdict in UNFINISHED and one.ligne.numero not in enrolled
    ]
    where = rejects.write(rejets, tableau.colonnes, left) if rejets and left else None
    if options.json:
        print(json_rows.one(report.as_json(tableau, examens, people)))
    else:
        _say(tableau, examens, left, len(enrolled), essai=options.essai)
    if left:
        raise Refusal(_refused(len(left), where, at_a_distance=bool(config.empreinte)))


def _leave_for_screens(options: Namespace, config: Config) -> None:
    """Leave a table, as the options say to read it, to who goes on with it on the screens."""
    with opened(config):
        portefeuille = _of_who_goes_on(options, config)
        tableau = tableau_of(options)
        examens = _examined(options, portefeuille, tableau)
        made = Corrections(
            chosen=dict(options.colonne),
            deja_inscrits=options.deja_inscrits,
            regime=options.type or "",
            modele=_modele(options, portefeuille),
            number=len(tableau.lignes),
        )
        patiently(partial(keeping.leave, portefeuille.brouillons, uuid4(), tableau.grille, made))
        people = {one.uid: one.identifiant for one in portefeuille.personnes()}
    if options.json:
        print(json_rows.one(report.as_json(tableau, examens, people)))
        return
    _say_read(tableau, examens)
    key = config.touches.get("accueil.resume", "t")
    print(f"Rien n'est inscrit : ce tableau attend {one_line(portefeuille.utilisateur_nom)}.")
    print(f"À la prochaine connexion, « Reprendre » l'ouvre à l'écran ; à l'Accueil, {key} aussi.")


def _of_who_goes_on(options: Namespace, config: Config) -> Portefeuille:
    """Give the portefeuille of who comes through sshd, or is named; they may inscribe."""
    who = options.identifiant or ""
    if who and config.empreinte and identifiant_key(who) != config.identifiant:
        raise Refusal(SOMEBODY_ELSE)
    portefeuille = portefeuille_of(options, config, who=who)
    if not portefeuille.identifiant:
        raise Refusal(NOBODY)
    if why := portefeuille.why_read_only:
        raise NotAllowed(why)
    return portefeuille


def _examined(options: Namespace, portefeuille: Portefeuille, tableau: Tableau) -> list[Examen]:
    """Say what would become of each line."""
    examination = Examination(portefeuille, _choices(options, portefeuille))
    examination.examine(tableau.lignes)
    return [examination.examens[ligne.numero] for ligne in tableau.lignes]


def tableau_of(options: Namespace) -> Tableau:
    """Read and understand the table that a verb names; NotFound if it holds nothing."""
    try:
        grille = _grille(options)
    except EmptyTable as empty:
        raise NotFound(str(empty)) from None
    regime = Regime(options.type) if options.type else None
    return table.read(grille, chosen=dict(options.colonne), regime=regime)


def _grille(options: Namespace) -> Grille:
    if options.fichier == STDIN:
        return read_bytes(sys.stdin.buffer.read(MOST_BYTES + 1), feuille=options.feuille)
    return read_file(Path(options.fichier), feuille=options.feuille)


def _choices(options: Namespace, portefeuille: Portefeuille) -> Choices:
    services: frozenset[Service] | None = None
    if options.modele is not None:
        services = named.modele(options.modele, portefeuille).services
    return Choices(options.deja_inscrits, services)


def _modele(options: Namespace, portefeuille: Portefeuille) -> str:
    """Give the modèle that is named, as it is written; empty: those that are ticked in advance."""
    return "" if options.modele is None else named.modele(options.modele, portefeuille).nom


def _enroll(
    portefeuille: Portefeuille, examens: Sequence[Examen], *, forced: bool
) -> tuple[list[Examen], frozenset[int]]:
    """Inscribe what is ready, or unusual and `forced`; gives the lines that are inscribed.

    What somebody else inscribed meanwhile is refused, with the sentence that says so.
    """
    taken = [one for one in examens if one.avec_ligne is None and _may(one, forced=forced)]
    if not taken:
        return list(examens), frozenset()
    lot = LotImport(portefeuille, taken)
    patiently(lot.run)
    enrolled = lot.enrolled
    done = {
        one.ligne.numero
        for one in examens
        if (one.avec_ligne or one.ligne.numero) in enrolled and _may(one, forced=forced)
    }
    return [_refused_by(one, lot.refused) for one in examens], frozenset(done)


def _may(examen: Examen, *, forced: bool) -> bool:
    doubtful = examen.verdict is Verdict.A_VERIFIER and examen.of_number
    return examen.verdict is Verdict.PRETE or (forced and doubtful)


def _refused_by(examen: Examen, refused: dict[int, str]) -> Examen:
    if (why := refused.get(examen.avec_ligne or examen.ligne.numero)) is None:
        return examen
    return replace(examen, verdict=Verdict.ERREUR, motif=why)


def _say(
    tableau: Tableau, examens: Sequence[Examen], left: Sequence[Examen], done: int, *, essai: bool
) -> None:
    """Tell what was read, line by line where something is to be seen to."""
    _say_read(tableau, examens)
    for one in left:
        print(f"Ligne {one.ligne.numero}, {one.verdict.label.lower()} : {one_line(one.motif)}")
    if essai:
        print("Essai : rien n'a été écrit.")
    else:
        print(f"{count(done, 'ligne inscrite', 'lignes inscrites')}.")


def _say_read(tableau: Tableau, examens: Sequence[Examen]) -> None:
    """Tell how many lines of each verdict were read, and what was left aside."""
    counted = Counter(one.verdict for one in examens)
    parts = [
        count(counted[verdict], *words) for verdict, words in WORDS.items() if counted[verdict]
    ]
    print(f"{count(len(examens), 'ligne lue', 'lignes lues')} : {', '.join(parts)}.")
    for remarque in tableau.remarques:
        print(one_line(remarque))
    for column in tableau.colonnes.all:
        if column.champ is None and column.titre:
            print(f"Colonne « {veiled(one_line(column.titre))} » laissée de côté.")


def _refused(number: int, where: Path | None, *, at_a_distance: bool) -> str:
    said = count(number, "ligne refusée ou à vérifier", "lignes refusées ou à vérifier")
    if at_a_distance:
        # No file of rejects is written there.
        return f"{said}, à corriger à l'écran : le même tableau avec --a-l-ecran."
    return f"{said}, à corriger dans {where}." if where else f"{said}."
