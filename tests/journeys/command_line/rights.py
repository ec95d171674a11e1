"""Who may do what, by which way: the one table of the verbs, written anew for the tests.

A way in is an account of the machine, which may all; a key of somebody, through sshd; or the
screens, whose actions are verbs of the models.
"""

from __future__ import annotations

from typing import NamedTuple

from models.labels import Role
from tests.cabinet import numero, siren
from tests.journeys.command_line.command import KEYS
from tests.ssh_keys import ECDSA_521

ADMINISTRATEUR, COLLABORATEUR, CONSULTATION = KEYS
ROLES = dict(zip(KEYS, Role, strict=True))
"""Who has which role."""

EVERYBODY = frozenset(KEYS)
WRITERS = EVERYBODY - {CONSULTATION}
ADMINISTRATORS = frozenset({ADMINISTRATEUR})

ONE, TWO, THREE = numero(1), numero(2), siren(3)
"""A client as it is on urssaf.fr, one that is to be inscribed there, one that was removed."""

CLIENTS = f"Type;N° compte\nGérant Majoritaire;{numero(4)}\n"
PAGE = f"Comptes Régime Général du SIREN {siren(5)} ✍ ✕\n"


class Row(NamedTuple):
    """Who may by their key; what is done in the journal, nothing by who only reads.

    `screen` is what the screens call for it, `typed` what comes in by stdin, after the password of
    who administers.
    """

    who: frozenset[str]
    done: str = ""
    screen: str = ""
    typed: str = ""
    draft: bool = False

    @property
    def by_password(self) -> bool:
        return self.who == ADMINISTRATORS


TABLE: dict[str, Row] = {
    "annuler": Row(WRITERS, "annuler", "undo"),
    f"confier {ONE} --a m.petit": Row(WRITERS, "modifier", "change_many"),
    "corbeille --json": Row(EVERYBODY, screen="corbeille"),
    "exporter - --format json": Row(EVERYBODY, screen="page"),
    "importer - --deja-inscrits": Row(WRITERS, "inscrire", "enroll_many", CLIENTS),
    "importer - --deja-inscrits --a-l-ecran": Row(WRITERS, typed=CLIENTS, draft=True),
    "importer - --deja-inscrits --essai": Row(EVERYBODY, screen="enrolled_among", typed=CLIENTS),
    f"inscrire --gerant --compte {numero(4)}": Row(WRITERS, "inscrire", "enroll"),
    "journal --json": Row(EVERYBODY, screen="journal.page"),
    "lister": Row(EVERYBODY, screen="page"),
    f"message {ONE}": Row(EVERYBODY, screen="get"),
    "modele d-office DSN --pour general": Row(WRITERS, "donner_modele", "modeles.give"),
    "modele garder Paie --services dpae": Row(WRITERS, "garder_modele", "modeles.keep"),
    "modele lister --json": Row(EVERYBODY, screen="modeles.all"),
    "modele renommer DSN Paie": Row(WRITERS, "renommer_modele", "modeles.rename"),
    "modele supprimer DSN": Row(WRITERS, "oublier_modele", "modeles.remove"),
    f"modifier {ONE} --note N": Row(WRITERS, "modifier", "edit"),
    "rapprocher -": Row(EVERYBODY, screen="here", typed=PAGE),
    f"refuser {TWO} --motif Non": Row(WRITERS, "report", "refuse"),
    "reinitialiser m.petit": Row(ADMINISTRATORS, "donner_code_secours"),
    f"reporter {TWO}": Row(WRITERS, "report", "report"),
    f"resilier --compte {ONE}": Row(WRITERS, "resilier", "terminate"),
    f"restaurer-client {THREE}": Row(WRITERS, "restaurer", "restore"),
    f"services {ONE}": Row(EVERYBODY, screen="get"),
    f"services {ONE} --ajouter attestations": Row(WRITERS, "services", "set_services"),
    "utilisateur ajouter p.roux": Row(ADMINISTRATORS, "ajouter_utilisateur", "equipe.add"),
    "utilisateur cle ajouter m.petit": Row(
        ADMINISTRATORS, "ajouter_cle_ssh", "equipe.add_key", ECDSA_521.text
    ),
    "utilisateur cle ecrire": Row(ADMINISTRATORS),
    "utilisateur cle lister": Row(ADMINISTRATORS),
    f"utilisateur cle retirer m.petit {KEYS[COLLABORATEUR].empreinte}": Row(
        ADMINISTRATORS, "retirer_cle_ssh", "equipe.remove_key"
    ),
    "utilisateur desactiver m.petit": Row(ADMINISTRATORS, "desactiver_utilisateur", "equipe.close"),
    "utilisateur lister": Row(ADMINISTRATORS, screen="equipe.membres"),
    "utilisateur reactiver p.noir": Row(ADMINISTRATORS, "reactiver_utilisateur", "equipe.reopen"),
    "utilisateur role m.petit consultation": Row(
        ADMINISTRATORS, "changer_role", "equipe.change_role"
    ),
    # Who writes hands clients over on the screens too, but not those of somebody by their name.
    "utilisateur transferer m.petit c.durand": Row(ADMINISTRATORS, "modifier"),
    "verifier": Row(ADMINISTRATORS),
}
"""By the command: an action that somebody may do otherwise has several."""

OF_THE_MACHINE = frozenset(
    {
        *("cle destinataire", "cle refaire", "cle remplacer", "completion", "creer-espace"),
        *("info", "manuel", "migrer", "restaurer", "sauvegarder", "serveur installer"),
        *("serveur retirer", "serveur verifier", "session", "touches", "transferer", "veille"),
    }
)
"""What nobody may by a key; what an account of the machine does with it: exit_codes."""
OF_THE_COMMAND_ALONE = {
    *("reinitialiser", "verifier", "utilisateur transferer"),
    *("utilisateur cle ecrire", "utilisateur cle lister"),
}
"""What no action of the screens does."""
