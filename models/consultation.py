"""What one person may see of a cabinet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from models.enrolled import Enrolled
from models.errors import InCorbeille
from models.fiche import Fiche
from models.inscriptions import Inscriptions
from models.journal.journal import Journal
from models.labels import Regime, Role
from models.long_work import GoOn, to_the_end
from models.personnes import Personne, people_of
from models.preferences import preference, remember
from models.presences import Presences
from models.rights import CONSULTATION, READERS, WRITERS, allowed
from models.sealing.vault import Vault
from models.seances import Seances
from models.search import compteurs, corbeille, facettes, mine
from models.search import here as all_here
from models.search.compteurs import Compteurs
from models.search.criteres import After, Anchor, Before, Criteres, Edge, Key, Page
from models.search.facettes import Tally
from models.search.here import Here
from models.search.listing import Listing
from models.search.mine import Mine
from models.storage.failures import reading
from models.tables import Cabinet, Utilisateur
from models.writing.author import COMMAND_LINE, PROOFS_KEPT, Author

PAGE_SIZE = 10
EVERYTHING = Criteres()


class Consultation:
    """What one person, or the command line (`utilisateur` None), may see of a cabinet.

    `proofs_kept`: how long proofs stay once they are of no use.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        utilisateur: Utilisateur | None,
        vault: Vault,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        lot: UUID | None = None,
        proofs_kept: timedelta = PROOFS_KEPT,
    ) -> None:
        self._cabinet = cabinet
        self._utilisateur = utilisateur
        self._vault = vault
        self._now = now
        self._lot = lot
        self.proofs_kept = proofs_kept
        self._inscriptions = Inscriptions(cabinet, vault)

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
        return str(person.nom or person.identifiant) if person else COMMAND_LINE

    @property
    def identifiant(self) -> str:
        """What the person signs in with; empty for the command line."""
        return str(self._utilisateur.identifiant) if self._utilisateur else ""

    @property
    def now(self) -> datetime:
        """The instant, by the clock of this portefeuille."""
        return self._now()

    @property
    def may_write(self) -> bool:
        """Whether the role, and the key, allow any change."""
        return not self.why_read_only

    @property
    def why_read_only(self) -> str:
        """Why nothing can be changed here; empty if the role and the key allow it."""
        return self.why_no_key or ("" if self.role in WRITERS else CONSULTATION)

    @property
    def why_no_key(self) -> str:
        """Why the base is only read, and no NIR; empty if the main key is the right one."""
        return self._vault.why

    @property
    def journal(self) -> Journal:
        """The journal of the cabinet."""
        return Journal(self.author, self.role)

    @property
    def author(self) -> Author:
        """Who acts, for a part that stands apart and checks it (models/equipe.py)."""
        return Author(self._cabinet, self._utilisateur, self._vault, self._now())

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
    def called(self, uid: UUID) -> str:
        """Give what a sentence calls an inscription, even one of the archive; NotFound."""
        with reading():
            return self._inscriptions.called(uid)

    @allowed(READERS)
    def lacking_proof(self, uids: Sequence[UUID]) -> set[UUID]:
        """Give those of these inscriptions that urssaf.fr will ask a proof of that was erased."""
        with reading():
            return self._inscriptions.lacking_proof(uids)

    @allowed(READERS)
    def uids(self, criteres: Criteres, *, most: int, removed: bool = False) -> tuple[UUID, ...]:
        """Give the inscriptions that a search finds, in the list's order, `most` at most.

        The living, or those too that were `removed` and are listed.
        """
        with reading():
            return Listing(self._cabinet, criteres, living=not removed).uids(most)

    @allowed(READERS)
    def corbeille(self, anchor: Anchor = Edge.FIRST, *, size: int = PAGE_SIZE) -> Page:
        """Give one page of what was removed, the newest removal first."""
        with reading():
            return corbeille.page(self._cabinet, anchor, size, self._vault)

    @allowed(READERS)
    def corbeille_uids(self, *, most: int) -> tuple[UUID, ...]:
        """Give what was removed, the newest removal first, `most` at most."""
        with reading():
            return corbeille.uids(self._cabinet, most)

    @allowed(READERS)
    def several(
        self, uids: Sequence[UUID], go_on: GoOn = to_the_end, *, removed: bool = False
    ) -> tuple[Fiche, ...]:
        """Give the living ones of these, or all of them, in the order of the list; Abandoned."""
        with reading():
            return self._inscriptions.several(uids, go_on, removed=removed)

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
    def waiting_to_end(self, siren: str, regime: Regime) -> InCorbeille | None:
        """Tell of a Siren that was removed, and is still to be résilié, if there is one."""
        return self.enrolled_among([siren], []).waiting(siren, regime)

    @allowed(READERS)
    def enrolled_among(self, sirens: Iterable[str], numeros: Iterable[str]) -> Enrolled:
        """Tell who has Sirens and account numbers (as they are stored), by the thousand.

        Only those who have some are kept, whole: a few statements for a thousand numbers.
        """
        with reading():
            return self._inscriptions.among(sirens, numeros)

    @allowed(READERS)
    def neighbour(self, fiche: Fiche, criteres: Criteres | None, direction: int) -> Fiche | None:
        """Give the inscription after (`1`) or before (`-1`) `fiche` in a list.

        `criteres` None: in the corbeille.
        """
        key = Key.of(fiche, criteres.tri) if criteres else corbeille.key_of(fiche)
        anchor: Anchor = After(key) if direction > 0 else Before(key)
        with reading():
            if criteres is None:
                found = corbeille.page(self._cabinet, anchor, 1, self._vault).fiches
                return next(iter(found), None)
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

    @allowed(READERS)
    def mine(self) -> Mine | None:
        """Count what one's own dossiers ask; None for the command line, which has none."""
        if self._utilisateur is None:
            return None
        with reading():
            return mine.count(self._cabinet, self._utilisateur, self._now())

    @allowed(READERS)
    def tally(self, criteres: Criteres, so_far: Tally) -> Tally:
        """Read one slice more of what the facets of a list are counted from."""
        with reading():
            return facettes.read(self._cabinet, criteres, so_far)

    @allowed(READERS)
    def here(self) -> tuple[Here, ...]:
        """Give all that may be compared with urssaf.fr: removals that it still has, too."""
        with reading():
            return all_here.read(self._cabinet)

    @property
    def presences(self) -> Presences:
        """What colleagues have open of the queue."""
        return Presences(self._cabinet, self._utilisateur, self._now)

    @property
    def seances(self) -> Seances:
        """The sessions of the cabinet that are open; without its key, a base keeps none."""
        person = self._utilisateur if self._vault.is_open else None
        return Seances(self._cabinet, person, self._now)

    @property
    def my_dossiers(self) -> Criteres:
        """The list of the clients that this person is responsable of."""
        mine = {self._utilisateur.uid} if self._utilisateur else ()
        return Criteres(responsables=frozenset(mine))

    @allowed(READERS)
    def personnes(self) -> tuple[Personne, ...]:
        """Give the people of the cabinet who may be responsable, by name."""
        with reading():
            return tuple(one for one in people_of(self._cabinet) if not one.why_not)

    @allowed(READERS)
    def responsables(self) -> tuple[Personne, ...]:
        """Give all the people who may still have clients, by name."""
        with reading():
            return people_of(self._cabinet)

    @allowed(READERS)
    def remember(self, name: str, value: str) -> None:
        """Keep a preference of the person who signed in, such as the view of the list."""
        if self._utilisateur:
            remember(self._cabinet, self._utilisateur, name, value)

    def preference(self, name: str) -> str | None:
        """Give a preference that was remembered, if any."""
        return preference(self._utilisateur, name) if self._utilisateur else None
