"""What each screen is for, in one sentence: F1 says it before the keys."""

from __future__ import annotations

from collections.abc import Mapping

PURPOSES: Mapping[str, str] = {
    "AccesModal": (
        "Qui est connecté sous ce nom, d'où, et par quelles clés SSH cette personne peut venir."
    ),
    "AccueilScreen": "Ce que contient le portefeuille, et ce qui attend que vous le fassiez.",
    "AllerScreen": "Aller d'un coup à un champ, à une case ou à un bouton de l'écran.",
    "BordereauModal": "Écrire ce qui est à faire sur urssaf.fr, à imprimer et à pointer.",
    "Bulle": "Ce que le portail dit de plus, à lire.",
    "ChooseModal": "Choisir une ligne parmi quelques-unes.",
    "CleModal": "Donner à cette personne une clé SSH de plus, pour venir d'un autre poste.",
    "ClientForm": (
        "Les données d'un client, ses comptes et ses services : ce qu'il faut pour l'inscrire "
        "ou le corriger."
    ),
    "ColonnesModal": "Choisir les colonnes du fichier qui sera écrit.",
    "CompletingModal": "Voir ce qu'une ligne du tableau ajoute à un client que vous avez déjà.",
    "ConfirmModal": "Répondre à une question avant que quoi que ce soit ne change.",
    "ConflitModal": (
        "Choisir, champ par champ, entre ce que vous avez tapé et ce qu'un collègue vient "
        "d'enregistrer."
    ),
    "CopieScreen": "Copier les numéros d'un client, ou le message à lui envoyer.",
    "CorbeilleScreen": "Ce qui a été supprimé, et peut encore être restauré.",
    "EquipeScreen": "Les personnes du cabinet, leur rôle, leurs clients et leurs accès.",
    "EspaceScreen": "Créer l'espace du cabinet, et la première personne qui s'y connectera.",
    "EtablissementsScreen": (
        "Chercher vos clients, les inscrire, ouvrir leurs services, les résilier."
    ),
    "ExportModal": "Écrire dans un fichier les clients que montre la liste.",
    "FacettesModal": "Ne garder dans la liste que les clients qui ont ce que vous cochez.",
    "FermeScreen": "Pourquoi votre session s'est terminée.",
    "FichierModal": "Lire un tableau qui vient d'urssaf.fr, pour le comparer à votre portefeuille.",
    "ImportationScreen": (
        "Le tableau tel qu'il a été lu, et ce que chaque colonne veut dire ; rien n'est "
        "encore écrit."
    ),
    "JournalFilter": "Ne garder dans le journal que ce que vous cherchez.",
    "JournalScreen": "Qui a fait quoi, et quand ; ce qui peut encore être annulé.",
    "LigneModal": "Corriger une ligne du tableau, sans toucher au fichier.",
    "LignesScreen": (
        "Ce que deviendra chaque ligne du tableau ; rien n'est écrit avant que vous ne le "
        "demandiez."
    ),
    "LoginScreen": "Vous connecter à votre portefeuille.",
    "LotScreen": "Changer d'un coup les services, ou le responsable, de tous les comptes cochés.",
    "MenuScreen": "Tout ce que vous pouvez faire sur cet écran.",
    "ModelesModal": "Cocher les services d'un modèle, ou garder sous un nom ceux qui sont cochés.",
    "NombreModal": "Confirmer par leur nombre un changement qui touche plusieurs comptes.",
    "OubliScreen": "Choisir un nouveau mot de passe, avec votre code de secours.",
    "PersonneModal": "Ajouter une personne à l'équipe du cabinet, et lui donner un rôle.",
    "ProgressionScreen": (
        "Où en est un long travail, que vous pouvez abandonner sans que rien ne change."
    ),
    "QueueFiche": (
        "Ce qu'il faut taper et cocher sur urssaf.fr pour un client, dans l'ordre du "
        "formulaire du portail."
    ),
    "QueueScreen": (
        "Ce qu'urssaf.fr n'a pas encore, le plus ancien en tête, et ce qu'il y faut cliquer."
    ),
    "RapportScreen": "Ce que l'importation a inscrit, et ce qu'elle a laissé de côté.",
    "RapprochementScreen": (
        "Comparer ce que montre urssaf.fr avec votre portefeuille, et régler ce qui diffère."
    ),
    "RefusModal": "Noter qu'urssaf.fr n'a pas voulu de ce changement, et pourquoi.",
    "ReglagesScreen": "Choisir comment Portefeuille se montre et vous répond, à vous seul.",
    "RejetsModal": (
        "Écrire dans un fichier les lignes laissées de côté, pour les corriger et les "
        "importer de nouveau."
    ),
    "RepriseModal": "Reprendre ce que vous tapiez quand la ligne a coupé.",
    "SecretOnce": "Des secrets montrés une seule fois, à imprimer et à ranger au coffre.",
    "ServicesPanel": "Les quinze services d'un compte, à consulter et à modifier.",
    "SourceModal": "Dire d'où viennent les clients à inscrire : un fichier, ou des lignes collées.",
    "TypeModal": "Dire si ce client est un employeur ou un travailleur indépendant.",
    "VerrouScreen": "Reprendre votre session où vous l'aviez laissée, avec votre mot de passe.",
}
"""By the name of the class of the screen; a test holds that each has one."""
