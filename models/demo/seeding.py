"""A fictitious portefeuille, plausible to the eye and impossible in fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID, uuid4

from models.demo import names
from models.demo.clients import Clients
from models.demo.names import EASY_TO_FIND
from models.labels import Report, Role
from models.modeles import Modeles
from models.saisie import Saisie
from models.sealing.vault import Vault
from models.storage.failures import gesture
from models.tables import Cabinet, Inscription, Utilisateur
from models.writing import changes, journal, many
from models.writing.author import Author
from models.writing.controle import check
from models.writing.journal import Entry
from models.writing.many import New

COLLEAGUES = (("m.petit", "Marc Petit"), ("a.benali", "Aïcha Benali"))
WAITING, REFUSED = 0.06, 0.015
"""Shares of the clients that are still to be reported and, of all, that urssaf.fr refused."""

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
    news = [_new(author, one, chance, people) for one in islice(saisies, size + 2)]
    with gesture():
        many.inscribe(news)
        journal.record(*(_take_out(author, new.row) for new in news[size:]))
        modeles = Modeles(cabinet, Role.COLLABORATEUR, lambda: author)
        for nom, services in names.MODELES.items():
            modeles.keep(nom, services)


def _colleague(cabinet: Cabinet, identifiant: str, nom: str) -> Utilisateur:
    """Put somebody in the cabinet who cannot sign in."""
    role = Role.COLLABORATEUR.value
    return Utilisateur.create(
        cabinet=cabinet, uid=uuid4(), identifiant=identifiant, nom=nom, hachage="", role=role
    )


def _new(author: Author, saisie: Saisie, chance: Random, people: list[Utilisateur]) -> New:
    """Inscribe a client some time ago; most of them were reported to urssaf.fr the same day."""
    thrown = chance.random()
    waits = thrown < WAITING and not saisie.deja_inscrit and saisie.raison_sociale != EASY_TO_FIND
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
        changes.mark_report(later, row, Report.REFUSE, chance.choice(names.MOTIFS))
    elif not waits and not saisie.deja_inscrit:
        changes.mark_report(later, row, Report.FAIT)
    return New(then, row, found.comptes)


def _take_out(author: Author, row: Inscription) -> Entry:
    yesterday = replace(author, instant=author.instant - timedelta(days=1))
    changes.retire(yesterday, row)
    changes.save(row)
    return Entry(yesterday, "resilier", row.uid)
