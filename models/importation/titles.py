"""What the title of a column says, by its words: « N° de compte Urssaf », « Siren / Siret »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.cleaning import fold
from models.importation.words import service_called, service_of
from models.labels import Service

NAMES = ("nom", "prenom", "contact")
"""What a column may be that is no field of ours: it makes the name, or is left aside."""


@dataclass(frozen=True)
class Meaning:
    """A field, the service of a box; `sure` unless the cells have to bear it out.

    `part`: the piece of the field that the column holds, by its name in `colonne.PARTS`.
    """

    champ: str
    service: Service | None = None
    sure: bool = True
    part: str = ""


@dataclass(frozen=True)
class _Rule:
    """A field, whose title has one word of each of `words`, and none of `without`."""

    champ: str
    words: tuple[frozenset[str], ...]
    without: frozenset[str] = frozenset()
    sure: bool = True
    part: str = ""


def _rule(champ: str, *words: str, without: str = "", sure: bool = True, part: str = "") -> _Rule:
    groups = tuple(frozenset(word.split()) for word in words)
    # A part is borne out by the cells, or is not one: its words are those of the whole, too.
    return _Rule(champ, groups, frozenset(without.split()), sure and part in ("", "fin"), part)


NUMBER = "n no nr num numero numeros nos n0"
CLIENTS = "client clients"
PEOPLE = "contact dirigeant dirigeante interlocuteur representant gerant gerante signataire"
NO_NUMBER = (
    "telephone tel mobile portable fax mail mails email courriel courriels adresse rue voie iban "
    "bic rib ape naf date dates effectif effectifs tva honoraires facture factures capital site"
)
_NO_NAME = (
    f"{NO_NUMBER} activite commune organisme urssaf poste actif actifs statut code type  "
    "etat situation famille nature categorie groupe secteur origine solde"
)
_SAID_OTHERWISE = "marital naissance usage jeune fille"
_ELSEWHERE = frozenset(
    [
        "conjoint",
        "conjointe",
        "epoux",
        "epouse",
        "enfant",
        "enfants",
        "fournisseur",
        "fournisseurs",
        "banque",
        "ancien",
        "ancienne",
        "anciens",
        "anciennes",
        "precedent",
        "precedente",
        "confrere",
        "declarant",
        "mandataire",
        "holding",
        "filiale",
        "beneficiaire",
        "caution",
        "parrain",
        "salarie",
        "salariee",
        "salaries",
    ]
)
"""Words that speak of somebody else than the client, or of what it was before."""
_CABINET, _DOSSIER = frozenset({"cabinet"}), frozenset({"dossier", "dossiers"})
_NO_COMPTE = (
    "comptable comptables bancaire banque tiers auxiliaire collectif passe mdp login nombre nb "
    "solde type date etat nom employe general libelle intitule designation montant montants mt mnt "
    f"cotisation cotisations {NO_NUMBER}"
)
_RULES = (
    _rule("siren", "siren", "siret", without="date"),
    _rule("siret", "siret", without="date"),
    _rule("siren", "siren", without="date"),
    _rule("siret", "nic", without="date", part="nic"),
    _rule("nir", "cle clef", without="rib siret siren compte", part="cle"),
    _rule("nir", "nir secu ssn nss", without="date"),
    _rule("nir", "ss", f"{NUMBER} assure immatriculation", without="date"),
    _rule("nir", "securite", "sociale", without="date caisse centre"),
    _rule("nir", "assure", NUMBER, without="date"),
    _rule("nir", "insee ss", sure=False),
    _rule("forme_juridique", "forme formes", without="date"),
    _rule("forme_juridique", "statut categorie cat nature type", "juridique jur"),
    _rule("forme_juridique", "type", "societe entreprise structure entite", sure=False),
    _rule("regime", "type types", without=f"{NO_NUMBER} mission contrat dossier piece fiscal voie "
          "imposition juridique"),
    _rule("regime", "regime regimes",
          without="fiscal fiscale tva imposition date benefices matrimonial local"),
    _rule("regime", "categorie", sure=False),
    _rule("etat", "radie radiee radies radiation cessation fermeture liquidation resiliation "
          "inactif inactive archive archivee sortie depart cesse cessee",
          without="motif", part="fin"),
    _rule("etat", "actif active actifs", without="total net", part="actif"),
    _rule("etat", "etat etats", without="date civil dossier declaration paiement facture mandat "
          "lieux prelevement"),
    _rule("etat", "etat etats situation", sure=False, without="date civil familiale"),
    _rule("raison_sociale", "raison", "sociale"),
    _rule("raison_sociale", "denomination denominations denom"),
    _rule("raison_sociale", "rais raison", "soc"),
    _rule("raison_sociale", "rs designation", sure=False, without=_NO_NAME),
    _rule("responsable",
          "responsable resp gestionnaire collaborateur collaboratrice collab referent referente",
          without=f"legal legale {NO_NUMBER}"),
    _rule("responsable", "charge chargee", "dossier dossiers mission clientele client compte"),
    _rule("responsable", "suivi affecte", "par a"),
    _rule("responsable", "chef superviseur", sure=False),
    _rule("code_dossier", "dossier dossiers", without="nom libelle intitule date type nombre nb "
          f"{NO_NUMBER} etat statut"),
    _rule("code_dossier", f"code ref reference matricule identifiant id {NUMBER}", CLIENTS,
          without="compte comptes"),
    _rule("code_dossier", "code ref reference matricule", without="postal naf ape insee commune "
          "siret organisme caisse urssaf",
          sure=False),
    _rule("numero_compte", "organisme caisse urssaf ops", without="nom libelle", part="organisme"),
    _rule("numero_compte", "compte comptes cpte cotisant cotisants", without=_NO_COMPTE),
    _rule("numero_compte", "urssaf", f"{NUMBER} ref reference identifiant code immatriculation "
          "affiliation", without=_NO_COMPTE),
    _rule("numero_compte", NUMBER, "employeur"),
    _rule("montant", "montant montants mt mnt",
          without="honoraires facture capital ca ht ttc tva chiffre budget pret "
          "bilan forfait impot moyen annuel prevu previsionnel estime paye verse regle encaisse "
          "majoration penalite"),
    _rule("montant", "cotisation cotisations cotis", without="date base taux nombre periodicite "
          "mode"),
    _rule("montant", "payer", "a reste total somme", without="date mode net"),
    _rule("ville", "ville villes commune communes localite", without="naissance code date"),
    _rule("ville", "bureau", "distributeur"),
    _rule("code_postal", "cp postal postale", without="adresse boite"),
    _rule("civilite", "civilite civilites civ"),
    _rule("civilite", "m mr monsieur", "mme madame"),
    _rule("civilite", "titre", sure=False),
    _rule("note", "note notes obs remarque remarques observation observations commentaire "
          "commentaires memo"),
    _rule("services", "services service option options habilitation habilitations", sure=False),
    _rule("prenom", "prenom prenoms", without=f"nom noms {PEOPLE}"),
    _rule("prenom", "prenom prenoms", sure=False, without="nom noms"),
    _rule("contact", PEOPLE, "nom noms", without="prenom prenoms"),
    _rule("contact", PEOPLE, without="type statut date", sure=False),
    _rule("raison_sociale", "nom noms", "prenom prenoms", without=_SAID_OTHERWISE),
    _rule("nom", "nom noms",
          without=f"{CLIENTS} commercial societe entreprise dossier associe pere mere "
          f"{_SAID_OTHERWISE} {NO_NUMBER}"),
    _rule("nom", "nom noms naissance", "famille naissance patronymique jeune", sure=False,
          without="date lieu commune ville pays"),
    _rule("raison_sociale", "nom noms",
          without=f"commercial associe pere mere {_SAID_OTHERWISE} {NO_NUMBER}"),
    _rule("raison_sociale", "societe entreprise", without=_NO_NAME),
    _rule("raison_sociale", CLIENTS, without=f"{_NO_NAME} depuis nouveau"),
    _rule("raison_sociale", "nom", "commercial", sure=False),
    _rule("raison_sociale", "enseigne intitule libelle adherent employeur", sure=False,
          without=_NO_NAME),
    _rule("raison_sociale", "dossier dossiers", sure=False, without=_NO_NAME),
    _rule("numero_compte", "urssaf", sure=False, without=_NO_COMPTE),
    _rule("etat", "statut", sure=False, without=PEOPLE),
    _rule("regime", "statut profil activite qualite", sure=False, without=PEOPLE),
    _rule("forme_juridique", "statut sigle", sure=False, without=PEOPLE),
)  # fmt: skip

REPLACED = "\ufffd"
_VOCABULARY = frozenset(word for rule in _RULES for words in rule.words for word in words)
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[°º])|(?<=[A-Za-zà-ÿ])(?=[0-9])")
_GLUED = re.compile(
    r"\b(n|no|num|numero|code|nom|raison|forme|type|mt|montant|date|libelle)"
    r"(siren|siret|nic|nir|compte|cpte|clients?|dossier|urssaf|postal|sociale|juridique|ape|naf|"
    r"cotis|cotisations?|naissance|creation|ville|commune)\b"
)


@cache
def words_of(title: str) -> frozenset[str]:
    """Give the words of a title, those that are written together too: `NumSiret`, « N°SIREN »."""
    spaced = fold(_HUMP.sub(" ", _read_again(title)))
    return frozenset(_GLUED.sub(r"\1 \2", spaced).split())


def _read_again(title: str) -> str:
    """Give a title whose accents were lost as the word that it can only be: « �tat »."""
    if REPLACED not in title:
        return title
    return " ".join(_guessed(word) if REPLACED in word else word for word in title.split())


def _guessed(word: str) -> str:
    shape = re.compile(re.escape(word.casefold()).replace(REPLACED, "[a-z]"))
    known = sorted(one for one in _VOCABULARY if shape.fullmatch(one))
    return known[0] if known else word


@cache
def is_elsewhere(title: str) -> bool:
    """Tell whether a title speaks of another than the client, or of what it was before."""
    words = words_of(title)
    return bool(words & _ELSEWHERE) or (bool(words & _CABINET) and not words & _DOSSIER)


def is_siege(title: str) -> bool:
    """Tell whether a title speaks of the siège: another établissement may have its own column."""
    return "siege" in words_of(title)


@cache
def meanings(title: str) -> tuple[Meaning, ...]:
    """Give what a title may mean, the likeliest first; empty for words that say nothing."""
    if service := service_of(title):
        return (Meaning("services", service),)
    if is_elsewhere(title):
        return ()
    words = words_of(title)
    found: list[Meaning] = []
    if service := service_called(title):
        found.append(Meaning("services", service, sure=False))
    for rule in _RULES:
        fits = all(words & group for group in rule.words) and not words & rule.without
        if fits and all((one.champ, one.part) != (rule.champ, rule.part) for one in found):
            found.append(Meaning(rule.champ, sure=rule.sure, part=rule.part))
            if rule.sure:
                break
    return tuple(found)
