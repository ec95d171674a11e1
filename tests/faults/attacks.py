"""What somebody who has the file, or the server, may do to a base behind the program's back."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from models.access.espace import open_vault
from models.labels import Role, Service
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey, Vault
from models.tables import Cabinet, Cle, Compte, Inscription, Operation, Retour, Utilisateur
from models.writing import journal
from tests.cabinet import NOON, numero, siren


@dataclass
class Scene:
    """A base that is open for its owner, its key, what gives it as it was earlier, some luck."""

    key: Path
    earlier: Callable[[], str]
    chance: Random
    verify_at: str = ""
    """The base that is verified, if it is another one."""
    cabinet: Cabinet = field(default_factory=Cabinet.get)

    @property
    def head(self) -> Path:
        return self.key.with_name(f"{self.key.name}.tete")

    def operation(self, *verbes: str) -> Operation:
        """Draw an operation, of these verbs if any is said; never the first, nor the last."""
        rows = list(Operation.select().order_by(Operation.rang))[1:-1]
        return self.chance.choice([row for row in rows if row.verbe in verbes or not verbes])

    def client(self) -> Inscription:
        rows = Inscription.select().where(Inscription.siren.is_null(False))
        return self.chance.choice(list(rows))

    def person(self) -> Utilisateur:
        return self.chance.choice(list(Utilisateur.select()))

    def change(self, row: Any, **values: object) -> None:
        """Change a row by its number, and nothing else."""
        table = type(row)
        table.update(**values).where(table.id == row.id).execute()


def no_seal(scene: Scene) -> None:
    scene.change(scene.operation(), sceau=None)


def no_seal_at_all(_: Scene) -> None:
    Operation.update(sceau=None).execute()


def cut_tail(scene: Scene) -> None:
    last = Operation.select().order_by(Operation.rang.desc()).get().rang
    _delete(Operation.rang > last - scene.chance.randint(1, 4))


def delete_all(_: Scene) -> None:
    _delete(Operation.rang > 0)


def delete_one(scene: Scene) -> None:
    _delete(Operation.id == scene.operation().id)


def swap(scene: Scene) -> None:
    one, other = scene.operation(), scene.operation()
    while other.rang == one.rang:
        other = scene.operation()
    scene.change(one, rang=10**6)
    scene.change(other, rang=one.rang)
    scene.change(one, rang=other.rang)


def alter(scene: Scene) -> None:
    row = scene.operation()
    name, value = scene.chance.choice(
        [
            *(("verbe", "connexion_refusee"), ("instant", NOON), ("lot", uuid4())),
            *(
                ("champs", '{"ouverts":[]}'),
                ("inscription_uid", uuid4()),
                *(("premier", 1 - row.premier), ("champs", "x"), ("champs", "[]")),
                *(("champs", '{"utilisateur":"x"}'), ("champs", '{"annule":"x"}')),
            ),
            *(("origine", "unix:autre"), ("annule", uuid4()), ("sceau", os.urandom(32))),
            *(("sceau_ligne", os.urandom(32)), ("id", uuid4())),
        ]
    )
    Retour.delete().where(Retour.operation == row.id).execute()
    scene.change(row, **{name: value})


def add_operation(scene: Scene) -> None:
    last = Operation.select().order_by(Operation.rang.desc()).get()
    number, seal = uuid4(), scene.chance.choice([None, os.urandom(32)])
    Operation.create(
        **{"id": number, "cabinet": scene.cabinet, "rang": last.rang + 1, "lot": number},
        **{"instant": NOON, "verbe": "connexion", "sceau": seal},
    )


def chain_anew(scene: Scene) -> None:
    """Alter one, and chain all that follow by a key of one's own."""
    own = Vault(scene.cabinet.uid, 1, _keys=os.urandom(64))
    altered = scene.operation()
    before = Operation.get(Operation.rang == altered.rang - 1)
    for row in Operation.select().where(Operation.rang >= altered.rang).order_by(Operation.rang):
        if row.rang == altered.rang:
            row.champs = "{}"
        row.sceau = journal.seal(own, before, row)
        scene.change(row, champs=row.champs, sceau=row.sceau)
        before = row


def alter_client(scene: Scene) -> None:
    row = scene.client()
    name, value = scene.chance.choice(
        [
            *(("raison_sociale", "AUTRE"), ("siren", siren(900)), ("services", row.services ^ 1)),
            *(("note", "x"), ("code_dossier", "Z9"), ("forme_juridique", "EURL")),
            *(("vu_le", NOON), ("version", 40), ("modifie_le", NOON), ("report_motif", "x")),
            *(("responsable", None), ("civilite", "M")),
        ]
    )
    if getattr(row, name) == value:
        name, value = "raison_sociale", "AUTRE"
    scene.change(row, **{name: value})


def alter_proofs(scene: Scene) -> None:
    """Change a montant or a NIR, or erase it."""
    montant = scene.chance.random() < 1 / 2
    kept = (Inscription.montant_centimes if montant else Inscription.nir).is_null(False)
    row = scene.chance.choice(list(Inscription.select().where(kept)))
    name, other = ("montant_centimes", 1) if montant else ("nir", os.urandom(40))
    scene.change(row, **{name: scene.chance.choice([other, None])})


def alter_compte(scene: Scene) -> None:
    row = scene.chance.choice(list(Compte.select()))
    name, value = scene.chance.choice(
        [
            *(("numero_compte", numero(900)), ("siret", f"{siren(900)}00017")),
            *(("etat", "suspendu"), ("code_postal", "75001"), ("ville", "AILLEURS")),
        ]
    )
    scene.change(row, **{name: value})


def alter_vu(scene: Scene) -> None:
    """Change what urssaf.fr is said to have of a client."""
    row = scene.chance.choice(list(Inscription.select().where(Inscription.vu == "connu")))
    scene.change(row, vu_services=row.vu_services ^ 1)


def hide_client(scene: Scene) -> None:
    """Change the words by which the search finds a client."""
    scene.change(scene.client(), **{scene.chance.choice(["cle_nom", "cle_recherche"]): "zzz"})


def alter_then_use(scene: Scene) -> None:
    """Change a client, and let somebody else change it by the program."""
    row = scene.chance.choice(list(Inscription.select().where(Inscription.retire_le.is_null())))
    scene.change(row, raison_sociale="AUTRE")
    vault = open_vault(scene.cabinet, MainKey.load(scene.key))
    portefeuille = Portefeuille(scene.cabinet, None, vault, now=lambda: NOON)
    fiche = portefeuille.get(row.uid)
    portefeuille.set_services(fiche, frozenset() if fiche.services else frozenset({Service.DPAE}))


def delete_client(scene: Scene) -> None:
    row = scene.client()
    Compte.delete().where(Compte.inscription == row.id).execute()
    Inscription.delete().where(Inscription.id == row.id).execute()


def delete_compte(scene: Scene) -> None:
    Compte.delete().where(Compte.id == scene.chance.choice(list(Compte.select())).id).execute()


def add_client(scene: Scene) -> None:
    row = scene.client()
    fields = {**row.__data__, "uid": uuid4(), "siren": siren(901), "responsable": None, "nir": None}
    fields |= {"montant_centimes": None, "preuves_le": None}
    del fields["id"]
    Inscription.create(**fields)


def give_role(scene: Scene) -> None:
    row = scene.person()
    roles = [one.value for one in Role if one.value != row.role]
    scene.change(row, role=scene.chance.choice(roles))


def change_hash(scene: Scene) -> None:
    name = scene.chance.choice(["hachage", "code_secours_hachage"])
    scene.change(scene.person(), **{name: "$argon2id$v=19$m=8,t=1,p=1$AAAA$BBBB"})


def open_access(scene: Scene) -> None:
    row = scene.person()
    scene.change(row, actif=not row.actif)


def add_person(scene: Scene) -> None:
    Utilisateur.create(
        **{"cabinet": scene.cabinet, "uid": uuid4(), "identifiant": "intrus", "nom": "Intrus"},
        **{"hachage": "", "role": Role.ADMINISTRATEUR.value},
    )


def older_base(scene: Scene) -> None:
    scene.verify_at = scene.earlier()


def foreign_key(scene: Scene) -> None:
    scene.key.unlink()
    MainKey.create(scene.key)


def own_key(scene: Scene) -> None:
    """Put keys of one's own in the base, wrapped by a main key of one's own."""
    own = MainKey(os.urandom(32))
    _, envelope = Vault.create(own, scene.cabinet.uid)
    Cle.update(enveloppe=envelope, kek_id=own.kek_id).execute()


def no_key(scene: Scene) -> None:
    scene.key.unlink()


def no_head(scene: Scene) -> None:
    scene.head.unlink()


def spoilt_head(scene: Scene) -> None:
    content = scene.head.read_bytes()
    scene.head.write_bytes(content[: scene.chance.randrange(1, len(content))])


def forget_what_undoes(scene: Scene) -> None:
    Retour.delete().where(Retour.operation == scene.operation("services", "modifier").id).execute()


def alter_what_undoes(scene: Scene) -> None:
    row = scene.operation("services", "modifier")
    Retour.update(avant=os.urandom(90)).where(Retour.operation == row.id).execute()


def _delete(which: Any) -> None:
    gone = Operation.select(Operation.id).where(which)
    Retour.delete().where(Retour.operation.in_(gone)).execute()
    Operation.delete().where(which).execute()


ALTERED = "Le journal a été altéré"
ATTACKS: dict[Callable[[Scene], None], str] = {
    no_seal: "sans sceau",
    no_seal_at_all: "sans sceau",
    cut_tail: "coupé",
    delete_all: "vide",
    delete_one: ALTERED,
    swap: ALTERED,
    alter: ALTERED,
    add_operation: f"sans sceau|{ALTERED}",
    chain_anew: ALTERED,
    alter_client: "Clients changés",
    alter_proofs: "Clients changés",
    alter_compte: "Clients changés",
    alter_vu: "Clients changés",
    hide_client: "que la recherche ne trouve plus",
    alter_then_use: "avait été changé",
    delete_client: "Supprimés",
    delete_compte: "Clients changés",
    add_client: "Clients ajoutés",
    give_role: "Accès changés",
    change_hash: "Accès changés",
    open_access: "Accès changés",
    add_person: "Accès ajoutés",
    older_base: "plus ancienne",
    foreign_key: "n'est pas celle de ce cabinet",
    own_key: "n'est pas celle de ce cabinet",
    no_key: "Clé absente",
    no_head: "La tête du journal manque",
    spoilt_head: "abîmé",
    forget_what_undoes: "a été retiré",
    alter_what_undoes: ALTERED,
}
"""Each attack, and what `verifier` says of it."""
