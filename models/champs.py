"""The fields of a client and of its comptes, each declared once.

`Saisie` and `Fiche` have the fields of a client, `SaisieCompte` and `FicheCompte` those of a
compte. Checking, writing, the form, pasted tables, the command line, JSON and the journal derive
from what is declared here; tests/domain/test_champs.py says of each field where it was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from uuid import UUID

from models.champ import (
    ALL,
    Amount,
    Champ,
    Code,
    Colonne,
    Number,
    Option,
    Searched,
    Text,
    Without,
    chosen,
    typed,
)
from models.identifiers import montant, nir, numero_compte, siren, siret
from models.labels import Etat, Regime, Service

INDEPENDANTS = frozenset(one for one in Regime if one.est_independant)
WITH_SIREN = frozenset(one for one in Regime if one.a_un_siren)
SIREN, SIRET, NIR, NUMERO = Number(siren), Number(siret), Number(nir), Number(numero_compte)


@dataclass(frozen=True)
class ChampsClient:
    """What a client has, as typed or as kept; the texts are empty where there is nothing."""

    regime: Regime = field(
        metadata=chosen(
            label="Régime",
            column=Colonne("Type", "type", "regime", "type de client", "type de compte"),
            option=Without("--regime names a client as well, in all verbs"),
            json=True,
            known=False,
            changes=Without("under another régime it is another inscription"),
            regimes=INDEPENDANTS,
        ),
    )
    _: KW_ONLY
    siren: str = typed(
        kind=SIREN,
        label="Siren",
        null=True,
        column=Colonne("Siren", "siren", "siren siret", "siret siren"),
        option=Option("--siren", "N", "9 chiffres"),
        json=True,
        known=False,
        searched=Searched.NUMBER,
        form=Without("it stands in the title"),
        changes=Without("with another Siren it is another inscription"),
        regimes=WITH_SIREN,
    )
    siren_societe: str = typed(
        kind=SIREN,
        label="Siren de la société (facultatif)",
        format=f"9 chiffres, par exemple {SIREN.example}.",
        null=True,
        column=Without("the column of the Siren is read as it for a gérant"),
        option=Without("the form asks it; no script has to"),
        json=Without("a gérant is known by the number of the compte"),
        known=False,
        searched=Searched.NUMBER,
        regimes=ALL - WITH_SIREN,
    )
    raison_sociale: str = typed(
        kind=Text(120),
        label={
            Regime.GENERAL: "Raison sociale",
            Regime.ARTISAN_COMMERCANT: "Nom ou raison sociale",
            Regime.PROFESSION_LIBERALE: "Nom ou raison sociale",
            Regime.GERANT_MAJORITAIRE: "Nom et prénom",
        },
        format="Par exemple BOULANGERIE DUPONT, ou FAURE Anne pour une personne.",
        column=Colonne(
            "Raison sociale",
            *("raison sociale", "nom", "client", "denomination", "societe", "entreprise"),
            *("nom et prenom", "nom ou raison sociale", "nom du client", "nom client"),
        ),
        option=Option("--raison-sociale", "TEXTE", "ou nom et prénom"),
        json=True,
        known=False,
        searched=Searched.WORDS,
    )
    civilite: str = typed(
        kind=Text(10),
        label="Civilité",
        null=True,
        column=Colonne("Civilité", "civilite", "titre"),
        option=Without("a person is known by the name"),
        json=Without("a person is known by the name"),
        known=False,
    )
    forme_juridique: str = typed(
        kind=Text(20),
        label="Forme",
        format="Le sigle de la forme juridique, par exemple SARL, EURL, SAS.",
        null=True,
        column=Colonne("Forme", "forme", "forme juridique"),
        option=Option("--forme", "SIGLE", "par exemple SARL"),
        json=True,
        known=False,
    )
    code_dossier: str = typed(
        kind=Text(20),
        label="Code dossier",
        format="Le code de ce client dans votre cabinet, par exemple DUP001.",
        null=True,
        column=Colonne("Dossier", "dossier", "code dossier", "code client", "code"),
        option=Option("--dossier", "TEXTE", "code du cabinet"),
        json=True,
        known=False,
        searched=Searched.WORDS,
    )
    responsable: UUID | None = field(
        default=None,
        metadata=chosen(
            label="Responsable",
            column=Without("a table names people as it likes: somebody has to choose"),
            option=Without("the form offers the people of the cabinet"),
            json=Without("a uid means nothing outside of the base"),
            known=False,
        ),
    )
    note: str = typed(
        kind=Text(200),
        label="Note",
        format="Un texte libre, pour le cabinet. N'y écrivez aucun numéro de sécurité sociale.",
        column=Colonne(
            "Note",
            *("note", "notes", "remarque", "remarques", "observation", "observations"),
        ),
        option=Without("for the people of the cabinet"),
        json=Without("for the people of the cabinet"),
        known=False,
    )
    services: frozenset[Service] = field(
        default=frozenset(),
        metadata=chosen(
            label="Services",
            column=Without("a modèle de services ticks the boxes"),
            option=Option(
                "--services",
                "LISTE",
                "codes séparés par des virgules : " + ", ".join(one.code for one in Service),
            ),
            json=True,
            known=True,
            form=Without("the boxes stand under the fields"),
        ),
    )


@dataclass(frozen=True)
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
        option=Option("--compte", "N", "numéro de compte ; répétable", {"action": "append"}),
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
        option=Option("--siret", "N", "un par compte", {"nargs": "+"}),
        json=True,
        known=True,
        searched=Searched.NUMBER,
    )
    etat: Etat = field(
        default=Etat.ACTIF,
        metadata=chosen(
            label="État",
            column=Without("what is inscribed is actif"),
            option=Without("what is inscribed is actif"),
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
        kind=Text(60),
        label="Ville",
        format="Par exemple SAVIGNAC.",
        column=Colonne("Ville", "ville", "commune", "localite"),
        option=Option("--ville", "TEXTE", "celle du compte"),
        json=True,
        known=False,
        searched=Searched.WORDS,
    )


@dataclass(frozen=True, kw_only=True)
class Proofs:
    """What the fiche asks to inscribe a client, as typed; kept until it is reported."""

    montant: str = typed(
        kind=Amount(),
        label="Montant à payer déclaré sur la dernière déclaration",
        format="En euros, avec une virgule avant les centimes, "
        f"par exemple {montant.EXAMPLE}.\n"
        "Le point du pavé numérique écrit la virgule. Sans montant dû, saisissez 0.",
        column=Colonne("Montant", "montant", "montant a payer", "cotisations"),
        option=Option("--montant", "M", "montant à payer, dernière déclaration"),
        json=Without("it is erased once reported"),
        known=True,
        regimes=frozenset({Regime.GENERAL}),
        secret=True,
    )
    nir: str = typed(
        kind=NIR,
        label="Numéro de sécurité sociale",
        format="13 chiffres, avec ou sans la clé de 2 chiffres "
        f"(calculée si elle manque), par exemple {NIR.example}.\n"
        "Il est chiffré, montré masqué, et effacé une fois le compte reporté sur urssaf.fr.",
        column=Colonne(
            "Sécurité sociale",
            *("nir", "securite sociale", "ss", "secu", "numero de secu"),
        ),
        option=Without("--nir-stdin: a command line is read by all who are on the machine"),
        json=Without("it is sealed"),
        known=True,
        shown=Without("it is sealed: the form says that one is kept"),
        regimes=INDEPENDANTS,
        secret=True,
    )


def _declared(owner: type[ChampsClient | ChampsCompte | Proofs]) -> dict[str, Champ]:
    return {one.name: one.metadata[Champ] for one in fields(owner)}


CLIENT = _declared(ChampsClient)
COMPTE = _declared(ChampsCompte)
PROOFS = _declared(Proofs)
FIELDS = CLIENT | COMPTE | PROOFS
"""The fields by their names, as they are declared; no compte has one that its client has."""


def texts_of(champs: Mapping[str, Champ]) -> tuple[str, ...]:
    """Name those of `champs` that are typed."""
    return tuple(name for name, champ in champs.items() if champ.kind)
