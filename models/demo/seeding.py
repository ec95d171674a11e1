"""A fictitious portefeuille, plausible to the eye and impossible in fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from random import Random
from uuid import UUID, uuid4

from models.demo import names
from models.demo.clients import Clients
from models.demo.names import EASY_TO_FIND
from models.errors import Refusal
from models.labels import Report, Role, Service
from models.modeles import Modeles
from models.saisie import Saisie
from models.sealing.vault import Vault
from models.services import Changement
from models.storage.failures import gesture
from models.tables import Cabinet, Inscription, Utilisateur
from models.writing import changes, many, two_states
from models.writing.author import Author
from models.writing.controle import check
from models.writing.many import New

COLLEAGUES = (("m.petit", "Marc Petit"), ("a.benali", "Aïcha Benali"))
WAITING, REFUSED = 0.06, 0.015
"""Shares of the clients that are still to be reported and, of all, that urssaf.fr refused."""

CHANGED = 4
"""Clients of whom a box was opened since, which urssaf.fr does not know yet."""

RECENT, LONG_AGO = 9, 400
"""Days since the inscription: less than RECENT for what is still to be reported."""


def seed(
    cabinet: Cabinet, person: Utilisateur | None, vault: Vault, *, now: datetime, size: int
) -> None:
    """Inscribe `size` fictitious clients for a cabinet of three; the same ones each time.

    Two more have been taken out, which is still to be reported.
    """
    chance = Random(size)
    people = [*filter(None, [person]), *(_colleague(cabinet, *one) for one in COLLEAGUES)]
    author = Author(cabinet, people[0], vault, now)
    saisies = Clients(chance, [one.uid for one in people]).draw()
    news = [
        _new(author, one, chance, people, may_wait=rank < size)
        for rank, one in enumerate(islice(saisies, size + 2))
    ]
    with gesture():
        many.inscribe(sorted(news, key=lambda new: new.author.instant))
        yesterday = replace(author, instant=author.instant - timedelta(days=1))
        gone = _kept(new.row for new in news[size:])
        many.change(yesterday, "resilier", gone, changes.retire)
        _open_attestations(yesterday, [new.row for new in news[:size]])
        modeles = Modeles(cabinet, Role.COLLABORATEUR, lambda: author)
        for nom, services in names.MODELES.items():
            modeles.keep(nom, services)


def _colleague(cabinet: Cabinet, identifiant: str, nom: str) -> Utilisateur:
    """Put somebody in the cabinet who cannot sign in."""
    role = Role.COLLABORATEUR.value
    return Utilisateur.create(
        cabinet=cabinet, uid=uuid4(), identifiant=identifiant, nom=nom, hachage="", role=role
    )


def _open_attestations(author: Author, rows: Iterable[Inscription]) -> None:
    """Open « Attestations » for a few clients whom urssaf.fr has without them."""
    without = (
        row
        for row in rows
        if row.report == Report.FAIT.value and not row.services & Service.ATTESTATIONS.bit
    )
    change = partial(
        changes.change_services, changement=Changement(opened=frozenset({Service.ATTESTATIONS}))
    )
    many.change(author, "services", _kept(islice(without, CHANGED)), change)


def _kept(rows: Iterable[Inscription]) -> dict[UUID, Inscription | Refusal]:
    """Read rows as the base keeps them, each for an operation of its own."""
    return {uuid4(): Inscription.get_by_id(row.id) for row in rows}


def _new(
    author: Author, saisie: Saisie, chance: Random, people: list[Utilisateur], *, may_wait: bool
) -> New:
    """Inscribe a client some time ago; most of them were reported to urssaf.fr the same day."""
    thrown = chance.random()
    waits = thrown < WAITING and not saisie.deja_inscrit and saisie.raison_sociale != EASY_TO_FIND
    waits &= may_wait
    days = chance.randrange(1, RECENT) if waits else chance.randrange(RECENT, LONG_AGO)
    morning = (author.instant - timedelta(days=days)).replace(hour=7, minute=0, second=0)
    whose = next((one for one in people if one.uid == saisie.responsable), people[0])
    moment = morning + timedelta(minutes=chance.randrange(400))
    then = Author(author.cabinet, whose, author.vault, moment)
    uid = UUID(int=chance.getrandbits(128), version=4)
    found = check(saisie)
    row = changes.new_row(then, saisie, found, uid=uid)
    row.responsable = whose
    evening = moment + timedelta(minutes=chance.randrange(5, 200))
    later = Author(author.cabinet, whose, author.vault, evening)
    if waits and thrown < REFUSED:
        two_states.refuse(later, row, chance.choice(names.MOTIFS))
        changes.touch(later, row)
    elif not waits and not saisie.deja_inscrit:
        two_states.tell(later, row, found.comptes)
        changes.touch(later, row)
    return New(then, row, found.comptes)
