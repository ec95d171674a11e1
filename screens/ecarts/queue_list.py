"""The list of the queue: what waits, in the portal's order, mine first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from models.errors import Refusal
from models.labels import Report, ToDo
from models.portefeuille import Portefeuille
from models.search.criteres import WAITING, Criteres, Tri
from screens.ecarts.fiche_beside import QueueBeside
from screens.ecarts.queue_rows import columns_of, row_of
from screens.files.places import LIST_BY_THE_VERB, places_of
from screens.liste.filters import Filters
from screens.liste.narrowed_list import named
from screens.liste.paged_rows import PagedRows
from screens.liste.search_words import filter_in_words
from screens.liste.ticked import MOST
from screens.widgets.bindings import hidden
from screens.widgets.widget_message import WidgetMessage

NO_FILTER = "Aucun filtre ici : ils se choisissent dans la liste des comptes."
NO_MINE = "Rien à faire dans vos dossiers : tous sont montrés."
NOT_MINE = "Un filtre choisit déjà le responsable : <queue.unfilter> l'enlève."
ALL_DONE = "Tout est fait."
NOTHING_TO_WRITE = "Rien à écrire\u00a0: cette liste est vide."


class QueueList(PagedRows):
    """What is to be done on urssaf.fr, of those facets that the session keeps.

    `mine`: of one's own dossiers alone. `ecarts`: of these kinds alone.
    """

    removed_too = True
    """It is still to be done on urssaf.fr."""

    BINDING_GROUP_TITLE = "Ce qui est à faire"
    BINDINGS = [
        hidden("f", "switch_mine", "Mes dossiers, ou tous", id="queue.mine"),
        hidden("backspace", "unfilter", "Afficher sans filtre", id="queue.unfilter"),
    ]

    class Narrowed(WidgetMessage["QueueList"]):
        """Something else narrows the queue."""

    def __init__(
        self, portefeuille: Portefeuille, filters: Filters, ecarts: frozenset[ToDo] = WAITING
    ) -> None:
        super().__init__(portefeuille, Criteres(), QueueBeside(portefeuille))
        self._ecarts = ecarts & WAITING or WAITING
        self._filters = filters
        self._told = ""
        self.mine = False
        self._paging.criteres = self._wanted()

    def begin(self) -> None:
        """Show one's own dossiers, if any waits and nothing else was asked for."""
        mine = self._portefeuille.my_dossiers.responsables
        if not mine or self._filters.criteres.responsables or self._ecarts != WAITING:
            return
        criteres = replace(self.criteres, responsables=mine)
        with suppress(Refusal):
            self.mine = bool(self._portefeuille.page(criteres, size=1).fiches)
        self._paging.criteres = self._wanted()

    @property
    def narrows(self) -> bool:
        """Whether something but one's own dossiers narrows the queue."""
        whole = replace(self._wanted(), responsables=self._filters.criteres.responsables)
        return whole != Criteres(reports=whole.reports, ecarts=WAITING, tri=whole.tri)

    def _wanted(self) -> Criteres:
        """Give what is listed: the facets of the session, and one's own dossiers."""
        kept = self._filters.criteres
        mine = self._portefeuille.my_dossiers.responsables if self.mine else frozenset()
        return replace(
            kept.facets,
            reports=frozenset({Report.A_FAIRE}),
            ecarts=self._ecarts if self._ecarts != WAITING else (kept.ecarts & WAITING or WAITING),
            responsables=kept.responsables or mine,
            tri=Tri.A_FAIRE,
        )

    async def action_switch_mine(self) -> None:
        """Show everybody's dossiers, or one's own again."""
        if self._filters.criteres.responsables:
            self._say(NOT_MINE)
            return
        self.mine = not self.mine
        if not await self.narrow(self._wanted(), self.current):
            self.mine = not self.mine
            return
        self._say("")
        if self.mine and not self.page.fiches:
            self.mine = False
            await self.narrow(self._wanted(), None)
            self._say(NO_MINE)

    async def action_unfilter(self) -> None:
        """Drop the facets of the session, and the kind that was asked for."""
        if not self.narrows:
            self._say(NO_FILTER)
            return
        self._filters.keep(Criteres(tri=self._filters.criteres.tri))
        self._ecarts = WAITING
        await self.narrow(self._wanted(), self.current)
        self._say("Plus aucun filtre.")

    def _all(self) -> tuple[UUID, ...]:
        return self._portefeuille.uids(self.criteres, most=MOST + 1, removed=True)

    def tell_ticked(self) -> None:
        """Say how many are ticked, and what may be said of them."""
        number = len(self.ticked.uids)
        done = "faits" if number > 1 else "fait"
        offer = f"{self.ticked.in_words}. <.report> : {done} sur urssaf.fr, <.refuse> : refusé"
        self._say(f"{offer}, <liste.untick> : aucun." if number else "")

    @property
    def said(self) -> str:
        """What narrows the queue, and the key that lists more, which it names."""
        shown = self.criteres.ecarts if self.criteres.ecarts != WAITING else frozenset[ToDo]()
        criteres = replace(self.criteres, reports=frozenset(), ecarts=shown)
        words = filter_in_words(criteres, named(self._portefeuille, criteres))
        if self.narrows:
            return f"Filtre : {words} (<queue.unfilter> : tout afficher)"
        if self.mine:
            return "Mes dossiers (<queue.mine> : tous)"
        mine = self._portefeuille.my_dossiers.responsables
        return "Tous les dossiers" + (" (<queue.mine> : les miens)" if mine else "")

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; empty if it would do something."""
        if action == "export" and not self.page.fiches:
            return NOTHING_TO_WRITE
        if action == "export" and not places_of(self.app).allowed:
            return LIST_BY_THE_VERB
        return super().why_not(action, parameters)

    @property
    def _empty(self) -> tuple[str, ...]:
        """What an empty queue says, and the key that leads out of it."""
        if self.narrows:
            return ("Rien à faire dans cette liste.", "<queue.unfilter> : tout afficher.")
        if self.mine:
            return ("Tout est fait dans vos dossiers.", "<queue.mine> : tous les dossiers.")
        return (ALL_DONE,)

    def _show(self, cursor: str | int | None = None) -> None:
        page = self.page
        if (said := self.said) != self._told:
            self._told = said
            self.post_message(self.Narrowed(self))
        opened = self._portefeuille.presences.elsewhere([one.uid for one in page.fiches])
        columns = columns_of(self.rows.size.width, page.fiches, opened)
        self.rows.show(
            [
                row_of(
                    fiche,
                    columns,
                    self._portefeuille.now,
                    tick=self.ticked.mark(fiche.uid),
                    opened=opened,
                )
                for fiche in page.fiches
            ],
            cursor=cursor,
            columns=columns,
            empty=self._empty,
        )
        self._pages.show(page, words=self.ticked.in_words, legend="")
        self.follow_cursor()
