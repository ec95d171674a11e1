"""The portefeuille of a cabinet: the only door to its inscriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid4, uuid5

from models.cleaning import clean_text
from models.errors import Doubtful, NotFound, Refusal
from models.fiche import Fiche
from models.inscriptions import Inscriptions
from models.labels import Role, Service
from models.long_work import GoOn, to_the_end
from models.modeles import Modeles
from models.personnes import Personne, people_of
from models.preferences import preference, remember
from models.rights import READERS, WRITERS, allowed
from models.saisie import Saisie
from models.sealing.vault import Vault
from models.search import compteurs
from models.search.compteurs import Compteurs
from models.search.criteres import After, Anchor, Before, Criteres, Edge, Key, Page
from models.search.listing import Listing
from models.storage.failures import gesture, reading
from models.tables import Cabinet, Utilisateur
from models.writing import changes, journal, many
from models.writing.author import Author, Details, refuse_closed
from models.writing.collisions import (
    new_doubts,
    no_doubles,
    refuse_doubles,
    refuse_emptied,
    refuse_late_proofs,
)
from models.writing.comptes import Held
from models.writing.controle import LONGEST_MOTIF, check
from models.writing.journal import Entry
from models.writing.many import Change, Fate

PAGE_SIZE = 10
EVERYTHING = Criteres()


class Portefeuille:
    """What one person, or the command line (`utilisateur` None), may see and change.

    Each verb that writes is one transaction with its operation; `operation` is the UUID of the
    gesture, so that trying again after a lost answer changes nothing twice.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        utilisateur: Utilisateur | None,
        vault: Vault,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        lot: UUID | None = None,
    ) -> None:
        self._cabinet = cabinet
        self._utilisateur = utilisateur
        self._vault = vault
        self._now = now
        self._lot = lot
        self._inscriptions = Inscriptions(cabinet, vault)

    def in_lot(self, lot: UUID) -> Portefeuille:
        """Give the same portefeuille, whose operations belong to one lot of the journal."""
        return Portefeuille(self._cabinet, self._utilisateur, self._vault, now=self._now, lot=lot)

    @property
    def role(self) -> Role:
        """The role of the person; whoever holds the database file and the key administers it."""
        return Role(self._utilisateur.role) if self._utilisateur else Role.ADMINISTRATEUR

    @property
    def cabinet_nom(self) -> str:
        """The name of the firm."""
        return str(self._cabinet.nom)

    @property
    def utilisateur_nom(self) -> str:
        """The name of the person who signed in."""
        person = self._utilisateur
        return str(person.nom or person.identifiant) if person else "ligne de commande"

    @property
    def identifiant(self) -> str:
        """What the person signs in with; empty for the command line."""
        return str(self._utilisateur.identifiant) if self._utilisateur else ""

    @property
    def may_write(self) -> bool:
        """Whether the role allows any change."""
        return self.role in WRITERS

    @property
    def why_no_key(self) -> str:
        """Why no NIR can be sealed or read here; empty if the main key is the right one."""
        return self._vault.why

    @property
    def modeles(self) -> Modeles:
        """The modèles de services of the cabinet."""
        return Modeles(self._cabinet, self.role, self._author)

    # Reading

    @allowed(READERS)
    def page(
        self, criteres: Criteres = EVERYTHING, anchor: Anchor = Edge.FIRST, *, size: int = PAGE_SIZE
    ) -> Page:
        """Give one page of the list, and where it stands."""
        with reading():
            return Listing(self._cabinet, criteres).page(anchor, size, self._vault)

    @allowed(READERS)
    def get(self, uid: UUID) -> Fiche:
        """Give one inscription, removed or not; NotFound if it is not of this cabinet."""
        with reading():
            return self._inscriptions.fiche(uid)

    @allowed(READERS)
    def uids(self, criteres: Criteres, *, most: int) -> tuple[UUID, ...]:
        """Give the living inscriptions that a search finds, in the list's order, `most` at most."""
        with reading():
            return Listing(self._cabinet, criteres, living=True).uids(most)

    @allowed(READERS)
    def several(self, uids: Sequence[UUID], go_on: GoOn = to_the_end) -> tuple[Fiche, ...]:
        """Give the living ones of these inscriptions, in the order of the list; Abandoned."""
        with reading():
            return self._inscriptions.several(uids, go_on)

    @allowed(READERS)
    def with_siren(self, siren: str) -> tuple[Fiche, ...]:
        """Give the living inscriptions of a Siren: one for each régime."""
        with reading():
            return self._inscriptions.with_siren(siren)

    @allowed(READERS)
    def with_compte(self, numero: str) -> Fiche | None:
        """Give the living inscription that holds this account number, however it is spelled."""
        with reading():
            return self._inscriptions.with_compte(numero)

    @allowed(READERS)
    def neighbour(self, fiche: Fiche, criteres: Criteres, direction: int) -> Fiche | None:
        """Give the inscription after (`1`) or before (`-1`) `fiche` in a list."""
        key = Key.of(fiche)
        anchor: Anchor = After(key) if direction > 0 else Before(key)
        with reading():
            return next(iter(Listing(self._cabinet, criteres).fiches(anchor, 1, self._vault)), None)

    @allowed(READERS)
    def recent(self, count: int) -> tuple[Fiche, ...]:
        """Give the inscriptions changed last."""
        with reading():
            return self._inscriptions.recent(count)

    @allowed(READERS)
    def compteurs(self) -> Compteurs:
        """Count what Accueil shows."""
        with reading():
            return compteurs.count(self._cabinet, self.my_dossiers)

    @property
    def my_dossiers(self) -> Criteres:
        """The list of the clients that this person is responsable of."""
        return Criteres(responsable=self._utilisateur.uid if self._utilisateur else None)

    @allowed(READERS)
    def personnes(self) -> tuple[Personne, ...]:
        """Give the people of the cabinet who may be responsable, by name."""
        with reading():
            return people_of(self._cabinet)

    # Writing

    @allowed(WRITERS)
    def enroll(
        self, saisie: Saisie, *, forced: bool = False, operation: UUID | None = None
    ) -> Fiche:
        """Inscribe a client.

        Raises BadFields (a field is wrong or missing), Doubtful (unusual, unless `forced`),
        AlreadyEnrolled, KeyMissing (a NIR cannot be sealed).
        """
        found = check(saisie)
        found.refuse_if_wrong()
        if found.warnings and not forced:
            raise Doubtful(found.warnings)
        uid = operation or uuid4()
        with no_doubles(self._cabinet, saisie.regime, found), gesture():
            if not journal.already_done(self._cabinet, operation):
                journal.lock(self._cabinet)
                refuse_doubles(self._cabinet, saisie.regime, found)
                author = self._author()
                row = changes.insert(author, saisie, found, uid=uid)
                journal.record(changes.inscribed(author, row, operation))
            return self._inscriptions.fiche(uid)

    @allowed(WRITERS)
    def edit(
        self, fiche: Fiche, saisie: Saisie, *, forced: bool = False, operation: UUID | None = None
    ) -> Fiche:
        """Change the data of a client; refusals as `enroll`, and Conflict."""
        found = check(saisie, editing=True)
        found.refuse_if_wrong()
        refuse_emptied(fiche, found)
        refuse_late_proofs(fiche, found)
        if (doubts := new_doubts(fiche, found)) and not forced:
            raise Doubtful(doubts)

        def change(author: Author, held: Held) -> Details | None:
            refuse_doubles(self._cabinet, saisie.regime, found, other_than=fiche.uid)
            return changes.update(author, held, saisie, found)

        with no_doubles(self._cabinet, saisie.regime, found, other_than=fiche.uid):
            return self._change("modifier", fiche, operation, change)

    @allowed(WRITERS)
    def set_services(
        self, fiche: Fiche, services: frozenset[Service], *, operation: UUID | None = None
    ) -> Fiche:
        """Open and close services of an inscription; Conflict if it changed meanwhile."""
        change = partial(changes.set_services, services=services)
        return self._change("services", fiche, operation, change)

    @allowed(WRITERS)
    def terminate(self, fiche: Fiche, *, operation: UUID | None = None) -> Fiche:
        """Take an inscription out of the portefeuille (Résilier); Conflict if it changed."""
        return self._change("resilier", fiche, operation, changes.retire)

    @allowed(WRITERS)
    def report(self, fiche: Fiche, *, operation: UUID | None = None) -> Fiche:
        """Say that urssaf.fr has what is here; the proofs (montant, NIR) are erased."""
        return self._change("report", fiche, operation, changes.report, removed=True)

    @allowed(WRITERS)
    def refuse(self, fiche: Fiche, *, motif: str = "", operation: UUID | None = None) -> Fiche:
        """Say that urssaf.fr refused, and what it answered; BadValue if that is too long."""
        change = partial(changes.refuse, motif=clean_text(motif, longest=LONGEST_MOTIF))
        return self._change("report", fiche, operation, change, removed=True)

    @allowed(WRITERS)
    def change_many(self, verbe: str, fiches: Sequence[Fiche], change: Change) -> list[Fate]:
        """Change many inscriptions in one transaction, once for each lot (`in_lot`)."""
        lot = self._lot or uuid4()
        asked = {uuid5(lot, fiche.uid.hex): fiche for fiche in fiches}
        with gesture():
            return self._change_all(verbe, asked, change, removed=False)

    @allowed(WRITERS)
    def reveal_nir(self, fiche: Fiche) -> str:
        """Give the NIR in clear, and write in the journal who asked for it."""
        with gesture():
            row = self._inscriptions.row(fiche.uid)
            if row.nir is None:
                raise NotFound("Aucun numéro de sécurité sociale n'est conservé pour ce client.")
            plain = self._vault.open(bytes(row.nir), row=row.uid, field="nir").decode()
            journal.record(Entry(self._author(), "reveler_nir", row.uid))
            return plain

    @allowed(READERS)
    def remember(self, name: str, value: str) -> None:
        """Keep a preference of the person who signed in, such as the view of the list."""
        if self._utilisateur:
            remember(self._cabinet, self._utilisateur, name, value)

    def preference(self, name: str) -> str | None:
        """Give a preference that was remembered, if any."""
        return preference(self._utilisateur, name) if self._utilisateur else None

    # The inside

    def _change(
        self,
        verbe: str,
        fiche: Fiche,
        operation: UUID | None,
        change: Change,
        *,
        removed: bool = False,
    ) -> Fiche:
        """Change one row and write its operation, in one transaction, once."""
        with gesture():
            (fate,) = self._change_all(verbe, {operation or uuid4(): fiche}, change, removed)
            if isinstance(fate, Refusal):
                raise fate
            return self._inscriptions.fiche(fiche.uid)

    def _change_all(
        self, verbe: str, asked: Mapping[UUID, Fiche], change: Change, removed: bool
    ) -> list[Fate]:
        journal.lock(self._cabinet)
        rows = self._inscriptions.rows_at(list(asked.values()), removed=removed)
        return many.change(self._author(), verbe, dict(zip(asked, rows, strict=True)), change)

    def _author(self) -> Author:
        """Give who acts now; NotAllowed if the access was closed or lowered since the sign in."""
        if self._utilisateur:
            refuse_closed(self._utilisateur)
        return Author(self._cabinet, self._utilisateur, self._vault, self._now(), self._lot)
