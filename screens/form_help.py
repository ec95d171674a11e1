"""« en savoir plus » in the form: what each field expects, with an example."""

from __future__ import annotations

from models.identifiers import montant, nir, numero_compte, siren, siret
from models.labels import Regime, Service
from models.services import A_NOTER, aide

ENTRIES = {
    "deja_inscrit": (
        "Déjà inscrit sur urssaf.fr",
        "Cochez si votre cabinet a déjà ce compte dans son espace urssaf.fr : le montant à payer "
        "et le numéro de sécurité sociale ne sont alors pas demandés, et rien n'est à reporter.",
    ),
    "montant": (
        "Montant à payer déclaré sur la dernière déclaration",
        "En euros, avec une virgule ou un point pour les centimes, "
        f"par exemple {montant.EXAMPLE}.\nSans montant dû, saisissez 0.",
    ),
    "nir": (
        "Numéro de sécurité sociale",
        "13 chiffres, suivis ou non de leur clé de 2 chiffres (2A ou 2B pour la Corse), "
        f"par exemple {nir.EXAMPLE}.\n\n"
        "Il est chiffré dans la base, masqué dès que vous quittez le champ, et effacé une fois "
        "l'inscription reportée sur urssaf.fr. F3 affiche celui qui est conservé : l'affichage "
        "est inscrit au journal.",
    ),
    "regime": ("Régime", "Artisan Commerçant ou Profession Libérale : ← et → pour changer."),
    "siret": (
        "Siret",
        "Facultatif. Les 9 chiffres du Siren et les 5 de l'établissement, "
        f"par exemple {siret.EXAMPLE}.",
    ),
    "siren_societe": (
        "Siren de la société",
        f"Facultatif. La société que dirige le gérant : 9 chiffres, par exemple {siren.EXAMPLE}.",
    ),
    "etat": (
        "État du compte",
        "Actif, Suspendu ou Radié : ← et → pour changer. Un client est radié quand tous ses "
        "comptes le sont.",
    ),
    "code_postal": ("Code postal", "Facultatif. 5 chiffres, par exemple 09110."),
    "ville": ("Ville", "Facultatif. Par exemple SAVIGNAC."),
    "raison_sociale": (
        "Raison sociale",
        "Facultatif, mais c'est par ce nom que la liste est triée et que l'on cherche. "
        "Par exemple BOULANGERIE DU CENTRE, ou FAURE CAMILLE pour une personne.",
    ),
    "forme_juridique": (
        "Forme juridique",
        "Facultatif. Le sigle, par exemple SARL, EURL, SAS.",
    ),
    "civilite": ("Civilité", "Facultatif, pour une personne : ← et → pour changer."),
    "code_dossier": (
        "Code dossier",
        "Facultatif. Le code de ce client dans votre cabinet, par exemple F0042.",
    ),
    "responsable": (
        "Responsable",
        "Facultatif. La personne du cabinet qui suit ce client : ← et → pour changer.",
    ),
    "note": (
        "Note",
        "Facultatif. Une ligne pour le cabinet. N'y mettez ni numéro de sécurité sociale ni mot "
        "de passe : elle n'est pas chiffrée.",
    ),
}
NUMERO = {
    Regime.GENERAL: "Numéro de compte employeur",
    Regime.ARTISAN_COMMERCANT: "Numéro de compte Indépendant",
    Regime.PROFESSION_LIBERALE: "Numéro de compte Indépendant",
    Regime.GERANT_MAJORITAIRE: "Numéro de compte",
}
NUMERO_HELP = (
    "18 chiffres : les 3 de l'organisme, puis les 15 du compte, "
    f"par exemple {numero_compte.EXAMPLE}. Il figure sur les courriers de l'Urssaf.\n"
    "Un praticien sans Siret a 14 chiffres et lettres à la place."
)
FORM_HELP = (
    "Votre client",
    "Entrée va au champ suivant, puis aux cases, puis à « Enregistrer ».\n"
    "Dans les cases : 1 à 9 et a à f cochent, Espace coche la case du curseur.\n\n"
    "Un client qui a plusieurs comptes : F9 en ajoute un, F7 et F8 passent de l'un à l'autre.",
)


def help_on(field: str, regime: Regime) -> tuple[str, str]:
    """Give the title and the text of the bubble about a field."""
    if field == "numero_compte":
        return NUMERO[regime], NUMERO_HELP
    return ENTRIES.get(field, FORM_HELP)


def help_on_box(service: Service) -> tuple[str, str]:
    """Give the title and the text of the bubble about a box."""
    text = aide(service)
    return service.label, f"{text}\n\n{A_NOTER}" if service is Service.ETRANGER else text
