"""What each verb answers: commands, by the exit status that each is to give.

`{home}` is the folder of the base, `{noted}` an operation that cannot be undone.
"""

from __future__ import annotations

from tests.cabinet import numero, siren
from tests.journeys.command_line.command import PASSWORD
from tests.ssh_keys import ED25519

ONE, TWO, GONE, NONE = siren(1), siren(2), siren(3), siren(9)
NO_UID = "00000000-0000-4000-8000-000000000009"
BOTH = siren(4)
"""The Siren of two clients, under two régimes."""

NEW = f"inscrire --siren {siren(5)} --regime general --compte {numero(5)}"
ESPACE = "creer-espace --cabinet C --mot-de-passe-stdin --identifiant"
KEY = "cle refaire --identifiant c.durand --mot-de-passe-stdin"
REPLACE = "cle remplacer --identifiant c.durand --mot-de-passe-stdin"
ELSEWHERE = "--base {home}/autre.db"

PAGE = f"Comptes Régime Général du SIREN {ONE} ✍ ✕\n"
"""What urssaf.fr lists, as somebody copied it."""

DONE, REFUSED, USAGE, NOT_THERE, BUSY, UNSOUND = range(6)

LISTER = "SSH_ORIGINAL_COMMAND=lister"
"""What sshd has in the environment: what was asked for."""

TABLE: dict[str, dict[int, str]] = {
    "annuler": {
        DONE: "annuler",
        REFUSED: "annuler {noted}",
        USAGE: "annuler abc",
        NOT_THERE: f"annuler {NO_UID}",
    },
    "cle refaire": {
        DONE: f"--cle {{home}}/perdue {KEY}",
        REFUSED: KEY,
        USAGE: "cle refaire",
    },
    "cle remplacer": {
        DONE: f"{REPLACE} --oui",
        REFUSED: REPLACE,
        USAGE: "cle remplacer",
    },
    "cle destinataire": {
        DONE: "cle destinataire {home}/identite",
        REFUSED: "cle destinataire {home}/cle",
        USAGE: "cle destinataire",
    },
    "completion": {DONE: "completion bash", USAGE: "completion powershell"},
    "confier": {
        DONE: f"confier {ONE} {TWO} --a m.petit",
        REFUSED: f"confier {BOTH} --a m.petit",
        USAGE: f"confier {ONE}",
        NOT_THERE: f"confier {NONE} --a m.petit",
    },
    "corbeille": {DONE: "corbeille --json", USAGE: "corbeille de trop"},
    "creer-espace": {
        DONE: f"{ELSEWHERE} {ESPACE} m.petit",
        REFUSED: f"{ESPACE} m.petit",
        USAGE: "creer-espace",
    },
    "exporter": {
        DONE: "exporter {home}/a-faire.txt --bordereau",
        REFUSED: "exporter {home}/copie.db --bordereau",
        USAGE: "exporter clients.csv --colonnes age",
        NOT_THERE: "exporter - --responsable personne",
    },
    "importer": {
        DONE: "importer {home}/clients.csv",
        REFUSED: "importer {home}/copie.db --essai",
        USAGE: "importer {home}/clients.csv --colonne Siren",
        NOT_THERE: "importer {home}/vide.csv",
    },
    "info": {DONE: "info", USAGE: "info de trop"},
    "inscrire": {
        DONE: f"{NEW} --montant 12",
        REFUSED: NEW,
        USAGE: "inscrire",
        NOT_THERE: f"{NEW} --montant 12 --responsable personne",
    },
    "journal": {
        DONE: "journal",
        REFUSED: "journal --depuis 31/02/2026",
        USAGE: "journal --verbe voler",
        NOT_THERE: f"journal --client {NONE}",
    },
    "lister": {
        DONE: "lister --recherche personne --json",
        REFUSED: "lister --service paie",
        USAGE: "lister --regime x",
        NOT_THERE: "lister --responsable personne",
    },
    "manuel": {DONE: "manuel", USAGE: "manuel de trop"},
    "message": {
        DONE: f"message {ONE}",
        REFUSED: f"message {BOTH}",
        USAGE: "message",
        NOT_THERE: f"message {NONE}",
    },
    "migrer": {
        DONE: "migrer",
        REFUSED: "migrer --role-application portefeuille",
        USAGE: "migrer de trop",
    },
    "modele d-office": {
        DONE: "modele d-office DSN --pour general",
        USAGE: "modele d-office DSN",
        NOT_THERE: "modele d-office Autre --pour general",
    },
    "modele garder": {
        DONE: f"modele garder Autre --client {BOTH} --regime general",
        REFUSED: "modele garder DSN --services dpae",
        USAGE: "modele garder Autre",
        NOT_THERE: f"modele garder Autre --client {NONE}",
    },
    "modele lister": {DONE: "modele lister", USAGE: "modele lister de trop"},
    "modele renommer": {
        DONE: "modele renommer DSN Autre",
        REFUSED: "modele renommer DSN Paie",
        USAGE: "modele renommer DSN",
        NOT_THERE: "modele renommer Autre DSN",
    },
    "modele supprimer": {
        DONE: "modele supprimer DSN",
        USAGE: "modele supprimer",
        NOT_THERE: "modele supprimer Autre",
    },
    "modifier": {
        DONE: f"modifier {ONE} --ville PAU",
        REFUSED: f"modifier {ONE} --cp 123",
        USAGE: f"modifier {ONE} --etat mort",
        NOT_THERE: f"modifier {NONE} --ville PAU",
    },
    "rapprocher": {
        DONE: "rapprocher {home}/page.txt",
        REFUSED: "rapprocher {home}/page.txt --complet",
        USAGE: "rapprocher",
        NOT_THERE: "rapprocher {home}/vide.txt",
    },
    "refuser": {
        DONE: f"refuser {TWO} --motif Introuvable",
        REFUSED: f"refuser {TWO} --motif {'x' * 101}",
        USAGE: "refuser",
        NOT_THERE: f"refuser {NONE}",
    },
    "reinitialiser": {
        DONE: "reinitialiser m.petit",
        USAGE: "reinitialiser",
        NOT_THERE: "reinitialiser personne",
    },
    "reporter": {
        DONE: f"reporter {TWO}",
        REFUSED: f"reporter {BOTH}",
        USAGE: "reporter",
        NOT_THERE: f"reporter {NONE}",
    },
    "resilier": {
        DONE: f"resilier --siren {ONE}",
        REFUSED: "resilier --siren 12",
        USAGE: "resilier",
        NOT_THERE: f"resilier --siren {GONE}",
    },
    "restaurer": {
        DONE: "restaurer {home}/copie.db",
        REFUSED: "restaurer {home}/cle",
        USAGE: "restaurer",
        NOT_THERE: "restaurer {home}/absente.db",
    },
    "restaurer-client": {
        DONE: f"restaurer-client {GONE}",
        REFUSED: "restaurer-client 12",
        USAGE: "restaurer-client",
        NOT_THERE: f"restaurer-client {ONE}",
    },
    "sauvegarder": {
        DONE: "sauvegarder {home}/autre.db",
        REFUSED: "sauvegarder {home}/copie.db",
        USAGE: "sauvegarder",
    },
    "serveur installer": {
        DONE: "serveur installer --essai",
        REFUSED: "serveur installer --compte C.Durand",
        USAGE: "serveur installer de trop",
        NOT_THERE: "serveur installer --racine {home}/racine",
    },
    "serveur retirer": {
        DONE: "serveur retirer --racine {home}/racine",
        REFUSED: "serveur retirer --racine /",
        USAGE: "serveur retirer de trop",
    },
    "serveur verifier": {
        DONE: "serveur verifier --essai",
        REFUSED: "serveur verifier --compte C.Durand",
        USAGE: "serveur verifier --port 0",
        UNSOUND: "serveur verifier --racine {home}/racine",
    },
    "services": {
        DONE: f"services {ONE} --ajouter attestations",
        REFUSED: f"services {ONE} --ajouter paie",
        USAGE: "services",
        NOT_THERE: f"services {ONE} --modele Autre",
    },
    "session": {
        DONE: f"{LISTER} session c.durand --empreinte {ED25519.empreinte}",
        REFUSED: f"{LISTER} session m.petit --empreinte {ED25519.empreinte}",
        USAGE: "session c.durand",
    },
    "touches": {DONE: "touches", USAGE: "touches de trop"},
    "utilisateur ajouter": {
        DONE: "utilisateur ajouter s.leroy",
        REFUSED: "utilisateur ajouter m.petit",
        USAGE: "utilisateur ajouter s.leroy --role chef",
    },
    "utilisateur cle ajouter": {
        DONE: "utilisateur cle ajouter m.petit --cle {home}/marc.pub",
        REFUSED: "utilisateur cle ajouter m.petit --cle {home}/clients.csv",
        USAGE: "utilisateur cle ajouter",
        NOT_THERE: "utilisateur cle ajouter m.petit --cle {home}/absente.pub",
    },
    "utilisateur cle ecrire": {
        DONE: "--config {home}/reglages.toml utilisateur cle ecrire",
        REFUSED: "utilisateur cle ecrire",
        USAGE: "utilisateur cle ecrire de trop",
    },
    "utilisateur cle lister": {
        DONE: "utilisateur cle lister c.durand",
        USAGE: "utilisateur cle lister c.durand de trop",
        NOT_THERE: "utilisateur cle lister personne",
    },
    "utilisateur cle retirer": {
        DONE: f"utilisateur cle retirer c.durand {ED25519.empreinte}",
        REFUSED: "utilisateur cle retirer c.durand portable",
        USAGE: "utilisateur cle retirer c.durand",
        NOT_THERE: f"utilisateur cle retirer m.petit {ED25519.empreinte}",
    },
    "utilisateur desactiver": {
        DONE: "utilisateur desactiver m.petit",
        REFUSED: "utilisateur desactiver c.durand",
        USAGE: "utilisateur desactiver",
        NOT_THERE: "utilisateur desactiver personne",
    },
    "utilisateur lister": {DONE: "utilisateur lister", USAGE: "utilisateur lister m.petit"},
    "utilisateur reactiver": {
        DONE: "utilisateur reactiver m.petit",
        USAGE: "utilisateur reactiver",
        NOT_THERE: "utilisateur reactiver personne",
    },
    "utilisateur role": {
        DONE: "utilisateur role m.petit consultation",
        REFUSED: "utilisateur role c.durand consultation",
        USAGE: "utilisateur role m.petit",
        NOT_THERE: "utilisateur role personne consultation",
    },
    "utilisateur transferer": {
        DONE: "utilisateur transferer - m.petit",
        REFUSED: "utilisateur transferer m.petit m.petit",
        USAGE: "utilisateur transferer m.petit",
        NOT_THERE: "utilisateur transferer m.petit personne",
    },
    "verifier": {
        DONE: "verifier",
        USAGE: "verifier de trop",
        UNSOUND: "--cle {home}/absente verifier",
    },
}

SERVING = {"veille"}
"""What ends by a signal only (tests/veille)."""
TO_A_SERVER = {"transferer"}
"""What needs a base of each engine (test_transferer)."""

REPORTS = {"rapprocher"}
"""What says all that it found, and is refused if that is not as it should be."""

_WITH_PASSWORD = (
    f"{REPLACE} --oui",
    *TABLE["creer-espace"].values(),
    *TABLE["cle refaire"].values(),
)
TYPED = dict.fromkeys(_WITH_PASSWORD, PASSWORD)
"""What is typed to a command."""

NO_BASE = {"cle destinataire", "completion", "info", "manuel", "touches"}
NO_BASE |= {"serveur installer", "serveur retirer", "serveur verifier"}
READERS = {"corbeille", "exporter", "journal", "lister", "message", "modele lister"}
READERS |= {"rapprocher", "sauvegarder", "utilisateur lister"}
READERS |= {"session", "utilisateur cle ecrire", "utilisateur cle lister"}
"""What another session that writes does not hold up."""
