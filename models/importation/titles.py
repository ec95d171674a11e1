"""What the title of a column says, by its words: « N° de compte Urssaf », « Siren / Siret »."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from models.cleaning import fold
from models.importation.words import service_of
from models.labels import Service

NAMES = ("nom", "prenom", "contact")
"""What a column may be that is no field of ours: it makes the name, or is left aside."""


@dataclass(frozen=True)
class Meaning:
    """A field, the service of a box; `sure` unless the cells have to bear it out."""

    champ: str
    service: Service | None = None
    sure: bool = True


@dataclass(frozen=True)
class _Rule:
    """A field, whose title has one word of each of `words`, and none of `without`."""

    champ: str
    words: tuple[frozenset[str], ...]
    without: frozenset[str] = frozenset()
    sure: bool = True


def _rule(champ: str, *words: str, without: str = "", sure: bool = True) -> _Rule:
    return _Rule(
        champ, tuple(frozenset(w.split()) for w in words), frozenset(without.split()), sure
    )


NUMBER = "n no nr num numero numeros nos n0"
CLIENTS = "client clients"
PEOPLE = "contact dirigeant dirigeante interlocuteur representant gerant gerante signataire"
NO_NUMBER = (
    "telephone tel mobile portable fax mail mails email courriel courriels adresse rue voie iban "
    "bic rib ape naf date dates effectif effectifs tva honoraires facture factures capital site"
)
_RULES = (
    _rule("siren", "siren", "siret", without="date"),
    _rule("siret", "siret", without="date"),
    _rule("siren", "siren", without="date"),
    _rule("nir", "nir secu ssn", without="date"),
    _rule("nir", "ss", f"{NUMBER} assure", without="date"),
    _rule("nir", "securite", "sociale", without="date"),
    _rule("nir", "insee", sure=False),
    _rule("forme_juridique", "forme formes", without="date"),
    _rule("forme_juridique", "statut categorie nature", "juridique"),
    _rule("regime", "type types", without=f"{NO_NUMBER} mission contrat dossier piece fiscal"),
    _rule("regime", "regime regimes", without="fiscal fiscale tva imposition date benefices"),
    _rule("regime", "categorie", sure=False),
    _rule("etat", "etat etats", without="date civil"),
    _rule("etat", "situation", sure=False, without="familiale"),
    _rule("raison_sociale", "raison", "sociale"),
    _rule("raison_sociale", "denomination denominations denom"),
    _rule("raison_sociale", "rais", "soc"),
    _rule("responsable",
          "responsable resp gestionnaire collaborateur collaboratrice collab referent referente"),
    _rule("responsable", "charge chargee", "dossier dossiers mission clientele client compte"),
    _rule("responsable", "suivi", "par"),
    _rule("code_dossier", "dossier dossiers", without="nom libelle intitule date type nombre nb"),
    _rule("code_dossier", f"code ref reference matricule identifiant id {NUMBER}", CLIENTS),
    _rule("code_dossier", "code ref reference matricule", without="postal naf ape insee commune",
          sure=False),
    _rule(
        "numero_compte",
        "compte comptes cpte cotisant cotisants urssaf",
        without="comptable comptables bancaire banque tiers auxiliaire collectif fournisseur "
        f"nombre nb solde type date etat nom {NO_NUMBER}",
    ),
    _rule("numero_compte", NUMBER, "employeur"),
    _rule("montant", "montant montants mt mnt",
          without="honoraires facture capital ca ht ttc tva chiffre "
          "bilan forfait impot"),
    _rule("montant", "cotisation cotisations", without="date base taux nombre"),
    _rule("ville", "ville villes commune communes localite", without="naissance code date"),
    _rule("code_postal", "cp postal postale", without="adresse boite"),
    _rule("civilite", "civilite civilites civ"),
    _rule("civilite", "titre", sure=False),
    _rule("note", "note notes obs remarque remarques observation observations commentaire "
          "commentaires memo"),
    _rule("services", "services service options option habilitations", sure=False),
    _rule("prenom", "prenom prenoms", without="nom noms"),
    _rule("contact", PEOPLE, without="type", sure=False),
    _rule("raison_sociale", "nom noms", "prenom prenoms"),
    _rule("nom", "nom noms", without=f"{CLIENTS} commercial societe entreprise dossier usage"),
    _rule("raison_sociale", "nom noms", without="commercial usage"),
    _rule("raison_sociale", "nom noms", sure=False),
    _rule("raison_sociale", "societe entreprise", without=f"{NO_NUMBER} code"),
    _rule("raison_sociale", CLIENTS, without=f"{NO_NUMBER} depuis nouveau"),
    _rule("raison_sociale", "enseigne intitule libelle adherent", sure=False, without="commune"),
    _rule("etat", "statut", sure=False),
    _rule("regime", "statut profil activite", sure=False),
    _rule("forme_juridique", "statut sigle", sure=False),
)  # fmt: skip


@cache
def meanings(title: str) -> tuple[Meaning, ...]:
    """Give what a title may mean, the likeliest first; empty for words that say nothing."""
    if service := service_of(title):
        return (Meaning("services", service),)
    words = frozenset(fold(title).split())
    found: list[Meaning] = []
    for rule in _RULES:
        fits = all(words & group for group in rule.words) and not words & rule.without
        if fits and all(one.champ != rule.champ for one in found):
            found.append(Meaning(rule.champ, sure=rule.sure))
            if rule.sure:
                break
    return tuple(found)
