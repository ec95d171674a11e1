"""What may be done of a person of the équipe: chosen, asked, then done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from textual.screen import Screen

from models.equipe import Equipe, LotLeaving, Membre, clients_of
from models.labels import Role
from models.long_work import SLICE
from models.personnes import Personne, handed_over
from models.portefeuille import Portefeuille
from models.wording import count, of
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.handing_over import choose_responsable, hand_over
from screens.flows.lots import carry_out_lot, left_in_words
from screens.personnes.acces import AccesModal
from screens.personnes.rows import RIGHTS, said_of
from screens.windows.choose import ChooseModal
from screens.windows.confirm import ConfirmModal

OWN_ROLE = (
    "C'est votre propre rôle : votre session se terminera, et vous ne pourrez plus gérer l'équipe."
)
STAYS = (
    "Ses sessions se terminent en cinq secondes. Ce que cette personne a fait reste au journal. "
    "Son accès pourra être rouvert."
)
AGAIN = "Ses essais ratés sont oubliés : le suivant n'attendra pas."
SAME_PASSWORD = "La connexion lui est de nouveau permise, avec le mot de passe d'avant."
STAYS_THEIRS = "{} : « Confier ses clients » les donne à une autre personne."
"""Clients of somebody who is to read only, whom nobody would then keep up to date."""
NO_CLIENT = "Plus aucun compte ne lui est confié."


async def act_on(screen: Screen[Any], portefeuille: Portefeuille, membre: Membre) -> str | None:
    """Have what is to be done of `membre` chosen, and do it; None if nothing was done."""
    window = ChooseModal(membre.called, [said_of(membre)], "Que faire ?", _offered(membre))
    chosen = await screen.app.push_screen_wait(window)
    return await GESTURES[chosen](screen, portefeuille, membre) if chosen else None


def _offered(membre: Membre) -> Mapping[str, str]:
    """Give what may be done of a person as they are: what would do nothing is not offered."""
    offered = {}
    if membre.actif and membre.essais.rates:
        offered["debloquer"] = "Débloquer : oublier ses essais ratés"
    offered["role"] = "Changer son rôle"
    if membre.clients:
        offered["confier"] = f"Confier ses clients ({count(membre.clients, 'compte')})"
    sessions, keys = len(membre.seances), len(membre.cles)
    offered["acces"] = f"Ses sessions ({sessions}) et ses clés SSH ({keys})"
    if membre.actif:
        offered["fermer"] = "Fermer son accès"
    else:
        offered["rouvrir"] = "Rouvrir son accès"
    return offered


async def _change_role(
    screen: Screen[Any], portefeuille: Portefeuille, membre: Membre
) -> str | None:
    choices = {role.value: f"{role.label} : {RIGHTS[role]}" for role in Role}
    window = ChooseModal("Changer son rôle", [membre.called], "Rôle", choices, current=membre.role)
    chosen = await screen.app.push_screen_wait(window)
    if chosen is None:
        return None
    role, equipe = Role(chosen), Equipe(portefeuille)
    if role is membre.role:
        return f"{membre.called} a déjà le rôle {role.label}."
    lowers = role is not Role.ADMINISTRATEUR
    if lowers and not await _allows(screen, partial(equipe.refuse_lowering, membre.identifiant)):
        return None
    own = (OWN_ROLE,) if membre.identifiant == portefeuille.identifiant else ()
    question = ConfirmModal(
        f"Donner à {membre.called} le rôle {role.label} ?",
        details=(f"{role.label} : {RIGHTS[role]}.", *_left_to(membre, role), *own),
        expects=not own,
    )
    if not await screen.app.push_screen_wait(question):
        return None
    change = partial(equipe.change_role, membre.identifiant, role)
    if await carry_out(screen, change) is REFUSED:
        return None
    return f"{membre.called} a maintenant le rôle {role.label}."


def _left_to(membre: Membre, role: Role) -> tuple[str, ...]:
    if role is not Role.CONSULTATION or not membre.clients:
        return ()
    left = count(membre.clients, "compte lui reste confié", "comptes lui restent confiés")
    return (STAYS_THEIRS.format(left),)


async def _close(screen: Screen[Any], portefeuille: Portefeuille, membre: Membre) -> str | None:
    """Close an access; to whom the clients go is asked first, and they go with it."""
    refuse = partial(Equipe(portefeuille).refuse_closing, membre.identifiant)
    if not await _allows(screen, refuse):
        return None
    clients = await carry_out(screen, partial(clients_of, portefeuille, membre))
    if clients is REFUSED:
        return None
    to: Personne | None = None
    told: tuple[str, ...] = ()
    if clients:
        number = count(len(clients), "compte")
        whose = f"{membre.called} suit {number}. Qui prend la suite ?"
        chosen = await choose_responsable(screen, portefeuille, whose, but=membre.uid)
        if chosen is None:
            return None
        to = chosen.person
        told = (f"À confier à {to.nom} : {number}." if to else f"Sans responsable : {number}.",)
    question = ConfirmModal(f"Fermer l'accès {of(membre.called)} ?", details=(*told, STAYS))
    if not await screen.app.push_screen_wait(question):
        return None
    begin = partial(LotLeaving, portefeuille, membre, to.uid if to else None)
    lot = await carry_out(screen, begin)
    bilan = await carry_out_lot(screen, lot) if lot is not REFUSED else None
    if bilan is None:
        return None
    gone = f" {handed_over(bilan.changed, to)}." if bilan.changed else ""
    return f"Accès fermé : {membre.called}.{gone}{left_in_words(bilan)}"


async def _reopen(screen: Screen[Any], portefeuille: Portefeuille, membre: Membre) -> str | None:
    sentence = f"Rouvrir l'accès {of(membre.called)} ?"
    reopen = partial(Equipe(portefeuille).reopen, membre.identifiant)
    done = await _asked(screen, sentence, SAME_PASSWORD, reopen)
    return f"Accès rouvert : {membre.called}." if done else None


async def _unlock(screen: Screen[Any], portefeuille: Portefeuille, membre: Membre) -> str | None:
    sentence = f"Débloquer {membre.called} ?"
    unlock = partial(Equipe(portefeuille).unlock, membre.identifiant)
    done = await _asked(screen, sentence, AGAIN, unlock)
    return f"Accès débloqué : {membre.called}." if done else None


async def _hand_over(screen: Screen[Any], portefeuille: Portefeuille, membre: Membre) -> str | None:
    """Hand the clients of a person over to another, or to nobody."""
    uids = await carry_out(screen, partial(clients_of, portefeuille, membre))
    if not uids:
        return None if uids is REFUSED else NO_CLIENT
    read = partial(portefeuille.several, uids)
    fiches = await carry_out(screen, read, long=len(uids) > SLICE)
    if not fiches:
        return None if fiches is REFUSED else NO_CLIENT
    return await hand_over(screen, portefeuille, fiches, but=membre.uid)


async def _asked(screen: Screen[Any], sentence: str, detail: str, verb: Callable[[], None]) -> bool:
    """Ask, Entrée answering, and do it; tell whether it was done."""
    question = ConfirmModal(sentence, details=(detail,), expects=True)
    if not await screen.app.push_screen_wait(question):
        return False
    return await carry_out(screen, verb) is not REFUSED


async def _allows(screen: Screen[Any], refuse: Callable[[], None]) -> bool:
    """Tell whether a rule lets it be done, before anything is asked; its sentence is said."""
    return await carry_out(screen, refuse) is not REFUSED


async def _look_at_ways_in(
    screen: Screen[Any], portefeuille: Portefeuille, membre: Membre
) -> str | None:
    """Show the sessions and the keys of a person, who may have others afterwards."""
    return await screen.app.push_screen_wait(AccesModal(Equipe(portefeuille), membre))


GESTURES: Mapping[str, Callable[[Screen[Any], Portefeuille, Membre], Awaitable[str | None]]] = {
    "debloquer": _unlock,
    "role": _change_role,
    "confier": _hand_over,
    "acces": _look_at_ways_in,
    "fermer": _close,
    "rouvrir": _reopen,
}
