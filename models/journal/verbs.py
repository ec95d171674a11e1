"""The words of what the journal records: the one table of its verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class Words(NamedTuple):
    """A verb in French: as a line of the journal begins, and after « Annuler »."""

    title: str
    what: str


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "inscrire": Words("Inscription", "l'inscription"),
        "modifier": Words("Données", "la modification des données"),
        "services": Words("Services", "le changement des services"),
        "resilier": Words("Suppression", "la suppression"),
        "report": Words("Pointage", "le pointage"),
        "annuler": Words("Annulation", "l'annulation"),
        "restaurer": Words("Restauration", "la restauration"),
        "effacer_preuves": Words("Preuves effacées", "l'effacement des preuves"),
        "archiver": Words("Archivage", "l'archivage"),
        "reveler_nir": Words(
            "Numéro de sécurité sociale lu", "la lecture d'un numéro de sécurité sociale"
        ),
        "exporter_nir": Words(
            "Numéros de sécurité sociale exportés", "l'export des numéros de sécurité sociale"
        ),
        "garder_modele": Words("Modèle gardé", "l'enregistrement du modèle"),
        "renommer_modele": Words("Modèle renommé", "le changement de nom du modèle"),
        "donner_modele": Words("Modèle d'office", "le modèle coché d'office"),
        "oublier_modele": Words("Modèle supprimé", "la suppression du modèle"),
        "creer_espace": Words("Espace créé", "la création de l'espace"),
        "connexion": Words("Connexion", "la connexion"),
        "connexion_refusee": Words("Connexion refusée", "la connexion refusée"),
        "code_secours_refuse": Words("Code de secours refusé", "le refus du code de secours"),
        "changer_mot_de_passe": Words("Mot de passe changé", "le changement du mot de passe"),
        "donner_code_secours": Words("Code de secours donné", "le code de secours"),
        "ajouter_utilisateur": Words("Personne ajoutée", "l'ajout d'une personne"),
        "desactiver_utilisateur": Words("Accès fermé", "la fermeture d'un accès"),
        "reactiver_utilisateur": Words("Accès rouvert", "la réouverture d'un accès"),
        "debloquer_utilisateur": Words("Accès débloqué", "le déblocage d'un accès"),
        "ajouter_cle_ssh": Words("Clé SSH ajoutée", "l'ajout d'une clé SSH"),
        "retirer_cle_ssh": Words("Clé SSH retirée", "le retrait d'une clé SSH"),
        "changer_role": Words("Rôle changé", "le changement d'un rôle"),
        "sceller": Words("Sceaux posés", "la pose des sceaux"),
        "poser_tete": Words("Fin du journal retenue", "ce que retient la clé"),
        "migrer": Words("Base mise à jour", "la mise à jour de la base"),
        "remplacer_cle": Words("Clé principale remplacée", "le remplacement de la clé principale"),
        "restaurer_base": Words("Sauvegarde restaurée", "la restauration d'une sauvegarde"),
        "transferer": Words("Cabinet transféré", "le transfert vers PostgreSQL"),
        "refaire_cle": Words("Clé refaite", "le changement de la clé"),
    }
)
"""A test finds the verbs that the source records, and names the one that is not here."""


def title_of(verbe: str, undone: str = "") -> str:
    """Give how a line of the journal begins; `undone` is the verb that an undoing undoes."""
    words = WORDS[verbe].title if verbe in WORDS else verbe
    return f"{words} : {title_of(undone).lower()}" if undone else words


def what_of(verbes: Sequence[str], undone: str = "") -> str:
    """Name a gesture in a sentence, by all its verbs, as it follows « Annuler »."""
    words = " et ".join(WORDS[one].what if one in WORDS else f"« {one} »" for one in verbes)
    return f"{words} ({title_of(undone).lower()})" if undone else words


def cannot_undo(verbe: str) -> str:
    """Say that what somebody did last stays."""
    return f"{what_of((verbe,))} ne s'annule pas"
