"""The fields of a client, each declared once."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from uuid import UUID

from models.champs.champ import (
    ALL,
    Amount,
    Colonne,
    Number,
    Option,
    Searched,
    Text,
    Usual,
    Without,
    chosen,
    typed,
)
from models.identifiers import montant, nir, siren
from models.labels import Regime, Service

INDEPENDANTS = frozenset(one for one in Regime if one.est_independant)
WITH_SIREN = frozenset(one for one in Regime if one.a_un_siren)
SIREN, NIR = Number(siren), Number(nir)


CIVILITES = frozenset({"m", "mr", "mme", "mlle", "dr", "me", "maitre", "monsieur", "madame"})


@dataclass(frozen=True)
class ChampsClient:
    """What a client has, as typed or as kept; the texts are empty where there is nothing."""

    regime: Regime = field(
        metadata=chosen(
            label="Régime",
            codes=tuple(one for one in Regime if one.est_independant),
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
        label="Siren de la société",
        format=f"9 chiffres, par exemple {SIREN.example}.",
        null=True,
        column=Without("the column of the Siren is read as it for a gérant"),
        option=Option("--siren-societe", "N", "celui de la société d'un gérant"),
        json=True,
        known=False,
        searched=Searched.NUMBER,
        regimes=ALL - WITH_SIREN,
    )
    raison_sociale: str = typed(
        kind=Text(120, example="BOULANGERIE DUPONT"),
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
        kind=Usual(10, CIVILITES, "Civilité inhabituelle : on écrit M. ou MME.", example="MME"),
        label="Civilité",
        null=True,
        column=Colonne("Civilité", "civilite", "titre"),
        option=Option("--civilite", "TEXTE", "M. ou MME"),
        json=True,
        known=False,
    )
    forme_juridique: str = typed(
        kind=Text(20, example="SARL", recurs=True),
        label="Forme",
        format="Le sigle de la forme juridique, par exemple SARL, EURL, SAS.",
        null=True,
        column=Colonne("Forme", "forme", "forme juridique"),
        option=Option("--forme", "SIGLE", "par exemple SARL"),
        json=True,
        known=False,
    )
    code_dossier: str = typed(
        kind=Text(20, example="DUP001"),
        label="Code dossier",
        format="Le code de ce client dans votre cabinet, par exemple DUP001.",
        null=True,
        column=Colonne("Dossier", "dossier", "code dossier", "code client", "code"),
        option=Option("--dossier", "TEXTE", "code du client dans le cabinet"),
        json=True,
        known=False,
        searched=Searched.WORDS,
    )
    responsable: UUID | None = field(
        default=None,
        metadata=chosen(
            label="Responsable",
            column=Colonne("Responsable", "responsable", "suivi par"),
            option=Option("--responsable", "ID", "qui suit ce client ; - : personne"),
            json=True,
            known=False,
        ),
    )
    note: str = typed(
        kind=Text(200, example="numéro reçu le 12/06"),
        label="Note",
        format="Un texte libre, pour le cabinet. N'y écrivez aucun numéro de sécurité sociale.",
        column=Colonne(
            "Note",
            *("note", "notes", "remarque", "remarques", "observation", "observations"),
        ),
        option=Option("--note", "TEXTE", "pour le cabinet ; aucun numéro de sécurité sociale"),
        json=True,
        known=False,
    )
    services: frozenset[Service] = field(
        default=frozenset(),
        metadata=chosen(
            label="Services",
            column=Colonne("Services", "services"),
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
        json=Without("it is montant_centimes there, until urssaf.fr has it"),
        known=False,
        regimes=frozenset({Regime.GENERAL}),
        secret=True,
    )
    nir: str = typed(
        kind=NIR,
        label="Numéro de sécurité sociale",
        format="13 chiffres, avec ou sans la clé de 2 chiffres "
        f"(calculée si elle manque), par exemple {NIR.example}.\n"
        "Il est chiffré, montré masqué, et effacé une fois le client inscrit sur urssaf.fr.",
        column=Colonne(
            "Sécurité sociale",
            *("nir", "securite sociale", "ss", "secu", "numero de secu"),
        ),
        option=Without("--nir-stdin: a command line is read by all who are on the machine"),
        json=Without("it is sealed"),
        known=False,
        shown=Without("it is sealed: the form says that one is kept"),
        regimes=INDEPENDANTS,
        secret=True,
    )
