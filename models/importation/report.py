"""What is said of an import: its JSON (see the contract), the file of what was rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from models.champs import CLIENT, COMPTE
from models.champs.champ import Champ
from models.importation.colonne import Colonnes
from models.importation.examination import Examen, Verdict
from models.importation.table import Tableau
from models.importation.words import veiled
from models.labels import Service
from models.saisie import Saisie
from models.writing.controle import Controle, check

MOTIF = "Motif"
TYPE_NIR_AGAIN = "NIR à ressaisir"
REJECTED = (Verdict.ERREUR, Verdict.A_VERIFIER)

_OF_CLIENT = ("siren", "raison_sociale", "civilite", "forme_juridique", "code_dossier", "note")
_OF_COMPTE = ("numero_compte", "siret", "etat", "code_postal", "ville")


def as_json(
    tableau: Tableau, examens: Sequence[Examen], people: Mapping[UUID, str]
) -> dict[str, object]:
    """Give the report as plain values; `people` are named by their identifiants."""
    counted = Counter(one.verdict for one in examens)
    return {
        "lignes_lues": len(examens),
        "titres_ligne": tableau.colonnes.titres_ligne,
        "colonnes": [
            {
                "titre": veiled(one.titre),
                "lue_comme": one.champ,
                "pourquoi": one.why.value,
            }
            for one in tableau.colonnes.all
        ],
        "compte": {verdict.code: counted[verdict] for verdict in Verdict},
        "lignes": [_line(one, people) for one in examens],
    }


def _line(examen: Examen, people: Mapping[UUID, str]) -> dict[str, object]:
    shown = examen.saisie if examen.verdict not in (Verdict.IGNOREE, Verdict.DEJA) else None
    return {
        "ligne": examen.ligne.numero,
        "verdict": examen.verdict.code,
        "avec_ligne": examen.avec_ligne,
        "motif": veiled(examen.motif),
        "champ": examen.champ,
        "inscription": _inscription(examen, shown, people) if shown else None,
    }


def _inscription(examen: Examen, saisie: Saisie, people: Mapping[UUID, str]) -> dict[str, object]:
    """Give what would be stored, as it would be; no text that may hold a NIR."""
    found = check(saisie)
    sure = len(examen.ligne.regimes) == 1
    return {
        "regime": saisie.regime.value if sure else None,
        **{name: _stored(CLIENT, name, found.values.get(name, "")) for name in _OF_CLIENT},
        "responsable": people.get(saisie.responsable) if saisie.responsable else None,
        "montant_centimes": found.montant_centimes,
        "nir": bool(found.values.get("nir")),
        "services": [one.code for one in Service if one in saisie.services],
        "comptes": _comptes(found),
    }


def _comptes(found: Controle) -> list[dict[str, object]]:
    return [
        {name: _stored(COMPTE, name, getattr(compte, name)) for name in _OF_COMPTE}
        for compte in found.comptes
    ]


def _stored(champs: Mapping[str, Champ], name: str, value: Any) -> str | None:
    return champs[name].stored(veiled(str(value)) if value else "")


def rejects(
    tableau: Tableau, examens: Iterable[Examen]
) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Give the titles and the lines that were refused or doubtful, a *Motif* before all.

    The cell of a NIR is empty: it has to be typed again. What comes out can be corrected, and
    imported again.
    """
    columns = tableau.colonnes
    width = max(
        (len(one.ligne.cells) for one in examens if one.verdict in REJECTED),
        default=len(columns.all),
    )
    titles = [_title(columns, rank) for rank in range(max(width, len(columns.all)))]
    lines: list[Sequence[str]] = []
    for examen in examens:
        if examen.verdict in REJECTED:
            lines.append(_rejected(columns, examen, len(titles)))
    return (MOTIF, *titles), lines


def _title(columns: Colonnes, rank: int) -> str:
    if rank >= len(columns.all):
        return ""
    one = columns.all[rank]
    return veiled(one.titre or (one.champ or ""))


def _rejected(columns: Colonnes, examen: Examen, width: int) -> Sequence[str]:
    secret = set(columns.ranks("nir"))
    cells = [*examen.ligne.cells, *[""] * (width - len(examen.ligne.cells))]
    kept = ["" if rank in secret else _bare(cell) for rank, cell in enumerate(cells)]
    hidden = any(cells[rank] for rank in secret if rank < len(cells)) or kept != [
        "" if rank in secret else cell for rank, cell in enumerate(cells)
    ]
    motif = f"{veiled(examen.motif)} {TYPE_NIR_AGAIN}." if hidden else veiled(examen.motif)
    return [motif.strip(), *kept]


def _bare(cell: str) -> str:
    """Empty a cell that may hold a NIR: no part of one leaves."""
    return "" if veiled(cell) != cell else cell
