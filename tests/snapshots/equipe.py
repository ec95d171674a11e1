"""The states of the équipe."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from textual.screen import Screen

from models.access import sign_in_delays
from models.equipe import Equipe
from models.labels import Role
from models.lot import LotHandOver
from models.portefeuille import Portefeuille
from models.storage.failures import gesture
from models.tables import Utilisateur
from screens.access.ferme import FermeScreen, told
from screens.accueil import AccueilScreen
from screens.equipe import EquipeScreen
from tests.cabinet import NOON, colleague_of, employeur, fill
from tests.snapshots.beginnings import reader, several, without_key
from tests.snapshots.parts import said
from tests.snapshots.state import State
from tests.ssh_keys import ED25519, RSA

LONG = "camille.lefebvre-dumoulin@cabinet-martin.fr"
HELD, LATE, GONE = ("down",), ("down",) * 3, ("end",)
"""To who must wait, to who failed twice, to who left."""
WAYS_IN = (*LATE, "enter", *["down"] * 3, "enter")
"""To the sessions and the keys of who failed twice."""
LEAVING = (*LATE, "enter", "end", "enter")
"""To whom the clients of who leaves go."""


def _named(person: Utilisateur | None, identifiant: str, *, days: int | None = 0) -> Utilisateur:
    """Call a person so, who came in `days` ago, or never."""
    assert person is not None
    person.identifiant = identifiant
    person.derniere_connexion = None if days is None else NOON - timedelta(days=days)
    person.save()
    return person


def _failed(admin: Portefeuille, person: Utilisateur, times: int) -> None:
    digests = admin._vault.digests
    essai = sign_in_delays.tried("mot_de_passe", person.identifiant, "unix:x", digests)
    with gesture():
        for _ in range(times):
            sign_in_delays.count_try(essai, NOON)


def alone(portefeuille: Portefeuille) -> Portefeuille:
    """Sign the one administrateur in."""
    admin = colleague_of(portefeuille, "Anne Admin", Role.ADMINISTRATEUR)
    _named(admin._utilisateur, "a.admin")
    _named(portefeuille._utilisateur, "c.durand", days=1)
    return admin


def together(portefeuille: Portefeuille) -> Portefeuille:
    """Put in the cabinet who is held up, who has clients, whose name is long or odd, who left."""
    admin = alone(portefeuille)

    def colleague(nom: str, identifiant: str, role: Role, days: int | None) -> Utilisateur:
        return _named(colleague_of(admin, nom, role)._utilisateur, identifiant, days=days)

    held = colleague("Camille Lefebvre-Dumoulin", LONG, Role.CONSULTATION, None)
    marc = colleague("Marc Petit", "m.petit", Role.COLLABORATEUR, 3)
    colleague("[/red] [@click=app.quit]日本語", "z.odd", Role.COLLABORATEUR, None)
    gone = colleague("Sophie Leroy", "s.leroy", Role.COLLABORATEUR, 200)
    fiches = fill(admin, 4)
    LotHandOver(admin, fiches[:3], marc.uid).run()
    admin.enroll(employeur(9, responsable=gone.uid))
    Utilisateur.update(actif=False).where(Utilisateur.id == gone.id).execute()
    _failed(admin, held, 5)
    _failed(admin, marc, 2)
    return admin


def keyed(portefeuille: Portefeuille) -> Screen[Any]:
    """Give the équipe of which one is in by one of two keys, and from the machine itself."""
    admin = together(portefeuille)
    marc = next(one for one in Equipe(admin).membres() if one.nom == "Marc Petit")
    keys = (f"{ED25519.text} portable de Marc", f"{RSA.text} poste-comptable-07.cabinet-martin.fr")
    for key in keys:
        Equipe(admin).add_key(marc.identifiant, key)
    person = Utilisateur.get(uid=marc.uid)
    his = Portefeuille(admin._cabinet, person, admin._vault, now=lambda: NOON)
    for origine in (f"ssh:{ED25519.empreinte}", "unix:m.petit@192.0.2.7"):
        his.seances.begin(uuid4(), origine)
    portefeuille.seances.begin(uuid4(), "unix:c.durand")
    return EquipeScreen(admin)


def team(portefeuille: Portefeuille) -> Screen[Any]:
    return EquipeScreen(together(portefeuille))


def one(portefeuille: Portefeuille) -> Screen[Any]:
    return EquipeScreen(alone(portefeuille))


def second(portefeuille: Portefeuille) -> Screen[Any]:
    """Give the équipe of a cabinet that has two administrateurs."""
    admin = alone(portefeuille)
    other = colleague_of(admin, "Zoé Seconde", Role.ADMINISTRATEUR)
    _named(other._utilisateur, "z.seconde")
    return EquipeScreen(admin)


def keyless(portefeuille: Portefeuille) -> Screen[Any]:
    return EquipeScreen(without_key(alone(portefeuille)))


def put_out(_: Portefeuille) -> Screen[Any]:
    """Show why the session of somebody who was typing ends."""
    return FermeScreen(told("Votre accès a été fermé par Claire Durand.", typed=True))


EQUIPE = (
    State("equipe", team, LATE, svg=True),
    State("equipe-bloque", team, HELD),
    State("equipe-que-faire", team, (*LATE, "enter")),
    State("equipe-role", team, (*LATE, "enter", "down", "enter")),
    State(
        "equipe-role-question",
        team,
        (*LATE, "enter", "down", "enter", "down", "enter"),
        part=said,
    ),
    State("equipe-debloquer", team, (*HELD, "enter", "enter"), part=said),
    State("equipe-confier", team, LEAVING, part=said),
    State("equipe-fermer", team, (*LEAVING, "enter"), part=said),
    State("equipe-fermee", team, (*LEAVING, "enter", "o", "enter")),
    State("equipe-fermer-sans-clients", team, (*HELD, "enter", "end", "enter"), part=said),
    State("equipe-rouvrir", team, (*GONE, "enter", "end", "enter"), part=said),
    State("equipe-en-ligne", keyed, LATE),
    State("acces", keyed, WAYS_IN, svg=True),
    State("acces-retirer", keyed, (*WAYS_IN, "enter"), part=said),
    State("acces-retiree", keyed, (*WAYS_IN, "enter", "o", "enter")),
    State("acces-vide", one, ("enter", "down", "enter")),
    State("cle", keyed, (*WAYS_IN, "a"), svg=True),
    State("cle-refusee", keyed, (*WAYS_IN, "a", *"ssh", "ctrl+s")),
    State("equipe-dernier-administrateur", one, ("enter", "end", "enter"), part=said),
    State("equipe-son-propre-acces", second, ("enter", "end", "enter"), part=said),
    State("equipe-cle-absente", keyless, ("enter",)),
    State("equipe-ajouter", one, ("a",), svg=True),
    State("equipe-ajouter-refusee", one, ("a", *"Zo", "tab", "x", "ctrl+s")),
    State("accueil-administrateur", lambda p: AccueilScreen(several(alone(p)))),
    State("session-terminee", put_out, svg=True),
    State("equipe-reservee", lambda p: AccueilScreen(reader(p)), ("ctrl+t",), part=said),
)
EQUIPES = (
    *("equipe", "equipe-ajouter", "equipe-ajouter-refusee", "acces", "cle", "cle-refusee"),
    "session-terminee",
)
"""A telling state of each screen."""
