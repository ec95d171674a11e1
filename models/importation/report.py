"""What is said of an import, as the JSON of its contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from models.champs import CLIENT, COMPTE
from models.champs.champ import Champ
from models.importation.table import Tableau
from models.importation.verdicts import Examen, Verdict
from models.importation.words import veiled
from models.labels import Service
from models.writing.controle import Controle, check

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
    told = examen.avec_ligne is None and examen.verdict not in (Verdict.IGNOREE, Verdict.DEJA)
    return {
        "ligne": examen.ligne.numero,
        "verdict": examen.verdict.code,
        "avec_ligne": examen.avec_ligne,
        "motif": veiled(examen.motif),
        "champ": examen.champ,
        "inscription": _inscription(examen, people) if told else None,
    }


def _inscription(examen: Examen, people: Mapping[UUID, str]) -> dict[str, object]:
    """Give what would be stored, as it would be; no text that may hold a NIR."""
    saisie = examen.saisie
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
