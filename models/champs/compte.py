"""The fields of each compte, each declared once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.champs.champ import (
    Code,
    Colonne,
    Number,
    Option,
    Searched,
    Text,
    chosen,
    typed,
)
from models.identifiers import numero_compte, siret
from models.labels import Etat, Regime

SIRET, NUMERO = Number(siret), Number(numero_compte)


@dataclass(frozen=True, slots=True)
class ChampsCompte:
    """What each compte has, as typed or as kept; the texts are empty where there is nothing."""

    numero_compte: str = typed(
        kind=NUMERO,
        label={
            Regime.GENERAL: "Numéro de compte employeur",
            Regime.ARTISAN_COMMERCANT: "Numéro de compte Indépendant",
            Regime.PROFESSION_LIBERALE: "Numéro de compte Indépendant",
            Regime.GERANT_MAJORITAIRE: "Numéro de compte",
        },
        format=f"18 chiffres, par exemple {NUMERO.example}.\n"
        "Les 3 premiers désignent l'Urssaf ; le numéro figure sur ses courriers.",
        null=True,
        column=Colonne("Numéro de compte", "compte", "compte urssaf", "compte employeur"),
        option=Option(
            "--compte",
            "N",
            "numéro de compte ; répétable",
            {"action": "append", "default": None},
        ),
        json=True,
        known=True,
        searched=Searched.NUMBER,
    )
    siret: str = typed(
        kind=SIRET,
        label="Siret",
        format=f"14 chiffres, dont les 9 premiers sont le Siren, par exemple {SIRET.example}.",
        null=True,
        column=Colonne("Siret", "siret"),
        option=Option("--siret", "N", "un par compte", {"nargs": "+", "default": None}),
        json=True,
        known=True,
        searched=Searched.NUMBER,
    )
    etat: Etat = field(
        default=Etat.ACTIF,
        metadata=chosen(
            label="État",
            codes=tuple(Etat),
            column=Colonne("État", "etat"),
            option=Option("--etat", "ETAT", "état du compte"),
            json=True,
            known=False,
        ),
    )
    code_postal: str = typed(
        kind=Code(
            re.compile(r"[0-9]{5}"),
            "09110",
            "Le code postal comporte 5 chiffres, par exemple 09110.",
        ),
        label="CP",
        format="5 chiffres, par exemple 09110.",
        column=Colonne("CP", "cp", "code postal"),
        option=Option("--cp", "N", "code postal"),
        json=True,
        known=False,
    )
    ville: str = typed(
        kind=Text(60, example="SAVIGNAC", recurs=True),
        label="Ville",
        format="Par exemple SAVIGNAC.",
        column=Colonne("Ville", "ville", "commune", "localite"),
        option=Option("--ville", "TEXTE", "celle du compte"),
        json=True,
        known=False,
        searched=Searched.WORDS,
    )
