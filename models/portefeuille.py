"""The portefeuille of a cabinet: the only door to its inscriptions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from peewee import ColumnBase, IntegrityError, ModelSelect

from models.cleaning import clean_text
from models.errors import Doubtful, NotAllowed, NotFound
from models.fiche import Fiche
from models.labels import Regime, Report, Role, Service
from models.modeles import Modeles
from models.rights import READERS, WRITERS, allowed
from models.saisie import Saisie
from models.sealing.vault import Vault
from models.search import compteurs, fiches
from models.search.compteurs import Compteurs
from models.search.criteres import After, Anchor, Before, Criteres, Edge, Key, Page
from models.search.parcours import Parcours
from models.search.shown import INSCRIPTIONS
from models.storage.failures import gesture, reading
from models.tables import Cabinet, Inscription, Utilisateur
from models.writing import journal, rows
from models.writing.controle import LONGEST, Controle, check
from models.writing.rows import Author, Champs

PAGE_SIZE = 10
EVERYTHING = Criteres()
NOT_HERE = "Ce compte n'est pas, ou plus, dans votre portefeuille."


@dataclass(frozen=True)
class Personne:
    """Somebody of the cabinet who may be responsable of a client."""

    uid: UUID
    nom: str


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
            found = Parcours(self._cabinet, criteres).stretch(anchor, size)
            shown = fiches.fiches(found.rows, self._cabinet, self._vault)
            return Page(shown, found.start, found.total, found.has_previous, found.has_next)

    @allowed(READERS)
    def get(self, uid: UUID) -> Fiche:
        """Give one inscription, removed or not; NotFound if it is not of this cabinet."""
        with reading():
            return self._shown(uid)

    @allowed(READERS)
    def uids(self, criteres: Criteres, *, most: int) -> tuple[UUID, ...]:
        """Give the living inscriptions that a search finds, in the list's order, `most` at most."""
        with reading():
            rows = Parcours(self._cabinet, criteres, living=True).read(Edge.FIRST, most)
            return tuple(row.uid for row in rows)

    @allowed(READERS)
    def several(self, uids: Sequence[UUID]) -> tuple[Fiche, ...]:
        """Give the living ones of these inscriptions, in the order of the list."""
        with reading():
            mine = self._living().where(Inscription.uid.in_(list(uids)))
            return self._fiches(mine.order_by(Inscription.cle_nom, Inscription.id))

    @allowed(READERS)
    def with_siren(self, siren: str) -> tuple[Fiche, ...]:
        """Give the living inscriptions of a Siren: one for each régime."""
        with reading():
            mine = self._living().where(Inscription.siren == siren)
            return self._fiches(mine.order_by(Inscription.id))

    @allowed(READERS)
    def with_compte(self, numero: str) -> Fiche | None:
        """Give the living inscription that holds this account number, however it is spelled."""
        with reading():
            holder = rows.holder_of(self._cabinet, numero)
            return self._shown(holder.uid) if holder else None

    @allowed(READERS)
    def neighbour(self, fiche: Fiche, criteres: Criteres, direction: int) -> Fiche | None:
        """Give the inscription after (`1`) or before (`-1`) `fiche` in a list."""
        key = Key.of(fiche)
        anchor: Anchor = After(key) if direction > 0 else Before(key)
        with reading():
            rows = Parcours(self._cabinet, criteres).read(anchor, 1)
            return next(iter(fiches.fiches(rows, self._cabinet, self._vault)), None)

    @allowed(READERS)
    def recent(self, count: int) -> tuple[Fiche, ...]:
        """Give the inscriptions changed last."""
        with reading():
            query = self._living().order_by(Inscription.modifie_le.desc(), Inscription.id.desc())
            return self._fiches(query.limit(count))

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
            query = Utilisateur.select().where(
                Utilisateur.cabinet == self._cabinet,
                Utilisateur.actif == True,  # noqa: E712 - Peewee builds SQL from it
            )
            people = [Personne(one.uid, one.nom or one.identifiant) for one in query]
            return tuple(sorted(people, key=lambda one: one.nom.casefold()))

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
        with self._no_doubles(saisie.regime, found), gesture():
            if not journal.already_done(self._cabinet, operation):
                journal.lock(self._cabinet)
                rows.refuse_doubles(self._cabinet, saisie.regime, found)
                author = self._author()
                rows.insert(author, saisie, found, uid=uid)
                champs = rows.what_opens(saisie.services)
                author.record("inscrire", uid, champs, operation, None)
            return self._shown(uid)

    @allowed(WRITERS)
    def edit(
        self, fiche: Fiche, saisie: Saisie, *, forced: bool = False, operation: UUID | None = None
    ) -> Fiche:
        """Change the data of a client; refusals as `enroll`, and Conflict."""
        found = check(saisie, editing=True)
        found.refuse_if_wrong()
        rows.refuse_emptied(fiche, found)
        if (doubts := rows.new_doubts(fiche, found)) and not forced:
            raise Doubtful(doubts)

        def change(author: Author, row: Inscription) -> Champs | None:
            rows.refuse_doubles(self._cabinet, saisie.regime, found, other_than=row.uid)
            return rows.update(author, row, saisie, found)

        with self._no_doubles(saisie.regime, found, other_than=fiche.uid):
            return self._change("modifier", fiche, operation, change)

    @allowed(WRITERS)
    def set_services(
        self, fiche: Fiche, services: frozenset[Service], *, operation: UUID | None = None
    ) -> Fiche:
        """Open and close services of an inscription; Conflict if it changed meanwhile."""

        def change(author: Author, row: Inscription) -> Champs | None:
            return rows.set_services(author, row, services)

        return self._change("services", fiche, operation, change)

    @allowed(WRITERS)
    def terminate(self, fiche: Fiche, *, operation: UUID | None = None) -> Fiche:
        """Take an inscription out of the portefeuille (Résilier); Conflict if it changed."""
        return self._change("resilier", fiche, operation, rows.retire)

    @allowed(WRITERS)
    def mark_report(
        self, fiche: Fiche, report: Report, *, motif: str = "", operation: UUID | None = None
    ) -> Fiche:
        """Say whether urssaf.fr has the change; FAIT erases the proofs (montant, NIR).

        `motif` is what urssaf.fr answered when it refused; BadValue if it is too long.
        """
        motif = clean_text(motif, longest=LONGEST["report_motif"])

        def change(author: Author, row: Inscription) -> Champs | None:
            return rows.mark_report(author, row, report, motif)

        return self._change("report", fiche, operation, change, removed=True)

    @allowed(WRITERS)
    def reveal_nir(self, fiche: Fiche) -> str:
        """Give the NIR in clear, and write in the journal who asked for it."""
        with gesture():
            row = self._row(fiche.uid)
            if row.nir is None:
                raise NotFound("Aucun numéro de sécurité sociale n'est conservé pour ce client.")
            plain = self._vault.open(bytes(row.nir), row=row.uid, field="nir").decode()
            self._author().record("reveler_nir", row.uid, {}, None, None)
            return plain

    @allowed(READERS)
    def remember(self, name: str, value: str) -> None:
        """Keep a preference of the person who signed in, such as the view of the list."""
        if (person := self._utilisateur) is None:
            return
        with gesture():
            # Another session of this person may have kept something else since the sign in.
            journal.lock(self._cabinet)
            kept = _preferences(Utilisateur.get_by_id(person.id))
            preferences = journal.canonical(kept | {name: value})
            mine = Utilisateur.id == person.id
            Utilisateur.update(preferences=preferences).where(mine).execute()
        person.preferences = preferences

    def preference(self, name: str) -> str | None:
        """Give a preference that was remembered, if any."""
        kept = _preferences(self._utilisateur) if self._utilisateur else {}
        value = kept.get(name)
        return value if isinstance(value, str) else None

    # The inside

    def _change(
        self,
        verbe: str,
        fiche: Fiche,
        operation: UUID | None,
        change: Callable[[Author, Inscription], Champs | None],
        *,
        removed: bool = False,
    ) -> Fiche:
        """Change one row and write its operation, in one transaction, once."""
        with gesture():
            if not journal.already_done(self._cabinet, operation):
                journal.lock(self._cabinet)
                row = self._row_at(fiche, removed=removed)
                before = rows.photograph(row, self._cabinet)
                author = self._author()
                champs = change(author, row)
                if champs is not None:
                    author.record(verbe, row.uid, champs, operation, before)
            return self._shown(fiche.uid)

    @contextmanager
    def _no_doubles(
        self, regime: Regime, found: Controle, *, other_than: UUID | None = None
    ) -> Iterator[None]:
        """Turn the database's own refusal of a double into the sentence of the rule."""
        try:
            yield
        except IntegrityError:
            with reading():
                rows.refuse_doubles(self._cabinet, regime, found, other_than=other_than)
            raise

    def _row(self, uid: UUID) -> Inscription:
        row = Inscription.get_or_none(*self._named(uid))
        if row is None:
            raise NotFound(NOT_HERE)
        return row

    def _row_at(self, fiche: Fiche, *, removed: bool = False) -> Inscription:
        """Give the row if nobody changed it since `fiche` was read."""
        row = self._row(fiche.uid)
        if row.retire_le is not None and not removed:
            raise rows.gone(row)
        if row.version != fiche.version:
            raise rows.conflict(row)
        return row

    def _shown(self, uid: UUID) -> Fiche:
        found = self._fiches(Inscription.select(*INSCRIPTIONS.columns).where(*self._named(uid)))
        if not found:
            raise NotFound(NOT_HERE)
        return found[0]

    def _named(self, uid: UUID) -> tuple[ColumnBase, ColumnBase]:
        return Inscription.cabinet == self._cabinet, Inscription.uid == uid

    def _fiches(self, query: ModelSelect[Inscription]) -> tuple[Fiche, ...]:
        return fiches.fiches(list(INSCRIPTIONS.read(query.sql())), self._cabinet, self._vault)

    def _living(self) -> ModelSelect[Inscription]:
        mine = Inscription.cabinet == self._cabinet
        return Inscription.select(*INSCRIPTIONS.columns).where(
            mine, Inscription.retire_le.is_null()
        )

    def _author(self) -> Author:
        """Give who acts now; NotAllowed if the access was closed or lowered since the sign in."""
        person = self._utilisateur
        if person is not None:
            now = Utilisateur.get_by_id(person.id)
            if not now.actif or Role(now.role) not in WRITERS:
                raise NotAllowed(
                    "Votre accès a changé depuis votre connexion : rien n'a été enregistré. "
                    "Voyez votre administrateur."
                )
        return Author(self._cabinet, self._utilisateur, self._vault, self._now(), self._lot)


def _preferences(person: Utilisateur) -> dict[str, object]:
    """Read what was remembered; nothing, if it cannot be read: a view is not worth a refusal."""
    try:
        kept = json.loads(person.preferences)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
