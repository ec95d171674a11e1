"""What somebody may do to the SSH keys of a base behind the program's back, to come in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from models.tables import CleSsh, Utilisateur
from tests.cabinet import NOON
from tests.faults.attacks import Scene
from tests.ssh_keys import ECDSA, RSA


def _key(scene: Scene, *, removed: bool = False) -> CleSsh:
    rows = CleSsh.select().where(CleSsh.retiree_le.is_null(not removed))
    return scene.chance.choice(list(rows))


def put_own_key(scene: Scene) -> None:
    """Put a key of one's own in the place of somebody's."""
    scene.change(_key(scene), cle=ECDSA.text, empreinte=ECDSA.empreinte)


def alter_key(scene: Scene) -> None:
    change: dict[str, object] = scene.chance.choice(
        [{"nom": "autre"}, {"ajoutee_le": NOON}, {"cle": RSA.text}, {"retiree_le": NOON}]
    )
    scene.change(_key(scene), **change)


def give_key(scene: Scene) -> None:
    """Make a key that of the other person."""
    row = _key(scene)
    other = Utilisateur.get(Utilisateur.id != row.utilisateur_id)
    scene.change(row, utilisateur=other)


def open_key(scene: Scene) -> None:
    """Open a key again that was removed."""
    scene.change(_key(scene, removed=True), retiree_le=None)


def add_key(scene: Scene) -> None:
    row = _key(scene)
    own = {"cle": ECDSA.text, "empreinte": ECDSA.empreinte, "ajoutee_le": NOON}
    CleSsh.create(cabinet=scene.cabinet, utilisateur=row.utilisateur, uid=uuid4(), **own)


def delete_key(scene: Scene) -> None:
    CleSsh.delete().where(CleSsh.id == _key(scene).id).execute()


KEY_ATTACKS: dict[Callable[[Scene], None], str] = {
    put_own_key: "Clés SSH changées",
    alter_key: "Clés SSH changées",
    give_key: "Clés SSH changées",
    open_key: "Clés SSH changées",
    add_key: "Clés SSH ajoutées",
    delete_key: "Supprimés",
}
"""Each attack, and what `verifier` says of it."""
