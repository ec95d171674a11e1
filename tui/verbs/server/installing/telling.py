"""What an installation would do, and what is to be done after it."""

from __future__ import annotations

from collections.abc import Iterator

from models.errors import NotFound, StorageFailure
from tui.verbs.server.installing import account, system
from tui.verbs.server.installing.comparing import difference, owner_of
from tui.verbs.server.installing.declared import (
    After,
    File,
    Folder,
    Item,
    Link,
    declared,
    started,
)
from tui.verbs.server.installing.places import Places


def plan(places: Places) -> str:
    """Say all that `serveur installer` would do, to the content of each file."""
    lines = list(_plan(places))
    if not lines:
        return "Rien ne serait changé : le serveur est déjà installé."
    return "\n".join(["Serait fait :", *lines, "Rien n'a été fait (--essai)."])


def commands(places: Places, after: set[After]) -> list[tuple[str, ...]]:
    """Give the commands by which the machine reads anew what has changed."""
    told: list[tuple[str, ...]] = []
    if After.SYSTEMD in after:
        told.append(("systemctl", "daemon-reload"))
        told += [("systemctl", "restart", unit) for unit in started(places)]
    if After.SSHD in after:
        # Where a socket starts it, it may not run yet.
        told.append(("systemctl", "try-reload-or-restart", "ssh"))
    return told


def next_steps(places: Places) -> str:
    """Say what is to be done once all is there, with the commands themselves."""
    admin = str(places.admin) if places.is_trial else f"sudo {places.admin.name}"
    return f"""
Ensuite :
  1. créez l'espace du cabinet ; la commande lit le mot de passe, et montre une seule fois le
     code de secours et la clé principale, à imprimer :
       {admin} creer-espace --cabinet 'Cabinet Martin' --identifiant c.durand --mot-de-passe-stdin
     puis gardez le programme prêt pour chaque session :
       systemctl start portefeuille-veille.service
  2. donnez sa clé SSH à chaque personne (sa clé publique, en .pub) :
       {admin} utilisateur cle ajouter c.durand < c.durand.pub
  3. attaquez ce qui tourne, avant qu'un autre ne le fasse :
       {admin} serveur verifier
  4. vos collaborateurs arrivent :
       ssh {places.account.name}@$(hostname -f)
docs/serveur.md dit le reste : une clé perdue, quelqu'un qui part, une mise à jour."""


def _plan(places: Places) -> Iterator[str]:
    try:
        system.refuse_no_sshd(places)
    except NotFound as missing:
        yield f"  rien tant que : {missing}"
    if account.wrong(places):
        why = account.wrong(places)
        yield f"  compte {places.account.name} ({why}) : {account.command(places)}"
    after = set()
    for item in declared(places):
        if why := _why(item, places):
            after.add(item.after)
            yield from _told(item, why, places)
    if After.SSHD in after:
        yield f"  {system.SSHD} -t doit accepter {places.drop_in}, sinon il est retiré"
    if not places.is_trial:
        yield from (f"  {system.shown(words)}" for words in commands(places, after))


def _why(item: Item, places: Places) -> str:
    try:
        return difference(item, places)
    except StorageFailure:
        return "n'est pas lisible d'ici"


def _told(item: Item, why: str, places: Places) -> Iterator[str]:
    if isinstance(item, Link):
        yield f"  lien {item.path} → {item.target} ({why}) : {item.what}"
        return
    kind = "dossier" if isinstance(item, Folder) else "fichier"
    owner = owner_of(item, places)
    yield f"  {kind} {item.path}, {owner} {item.mode:04o} ({why}) : {item.what}"
    if isinstance(item, File):
        yield from (f"    | {line}".rstrip() for line in item.content.splitlines())
