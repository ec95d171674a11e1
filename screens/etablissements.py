"""Gérer les établissements: the list of the portefeuille, and all that starts from a row."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding

from models.consultation import EVERYTHING
from models.errors import BadValue
from models.labels import Etat
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from screens.doors import bindings_of, go, why_closed
from screens.importation.source import import_text
from screens.liste.enroll_fields import EnrollFields
from screens.liste.enrolling import enroll_gerant, enroll_siren
from screens.liste.filters import Filters, Narrowing
from screens.liste.list_screen import ClientsScreen
from screens.liste.list_words import ADMINISTRER, EN_SAVOIR_PLUS
from screens.liste.paged_list import PagedList
from screens.liste.portal_search import PortalSearch
from screens.liste.row_gestures import RowGestures
from screens.liste.search_words import RADIES, is_sought, whole_compte, whole_siren
from screens.liste.selection import change_ticked
from screens.liste.start import Start
from screens.widgets.bindings import hidden
from screens.widgets.button import FlatButton
from screens.widgets.field import Field, pasted, several_lines
from screens.widgets.key_names import worded_on
from screens.widgets.nav import ACCUEIL, THE_LIST
from screens.widgets.portal_screen import Head
from screens.widgets.rows import RowList
from screens.windows.bulle import Bulle


class EtablissementsScreen(ClientsScreen[None]):
    """List, search, inscribe, end the inscriptions of one portefeuille."""

    TITLE = "Gérer les établissements"
    CSS_PATH = "etablissements.tcss"
    AUTO_FOCUS = "#comptes"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high"), (24, "-tall")]
    BINDINGS = [
        Binding("a,f6", "add", "Ajouter", id="etablissements.add"),
        Binding("m,f2", "modify", "✍ Modifier", id="etablissements.modify"),
        Binding("x,delete", "terminate", "✕ Résilier", id="etablissements.terminate"),
        Binding("slash,f3", "search", "Chercher", id="etablissements.search"),
        hidden("z", "seek_number", "Siren/Siret", id="etablissements.number"),
        # With priority a key is carried out at once, and is not offered to each node first.
        hidden("s,pagedown,f8", "turn(1)", "Suivant", priority=True, id="etablissements.next"),
        hidden("p,pageup,f7", "turn(-1)", "Précédent", priority=True, id="etablissements.previous"),
        hidden("r", "mark(False)", "Fait sur urssaf.fr", id="etablissements.report"),
        hidden("n", "mark(True)", "Refusé par urssaf.fr", id="etablissements.refuse"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="etablissements.undo"),
        hidden("d", "data", "Données du client", id="etablissements.data"),
        hidden("g", "add_gerant", "Inscrire un gérant", id="etablissements.add_gerant"),
        *bindings_of("etablissements"),
        hidden("y", "copy", "Copier", id="etablissements.copy"),
        hidden("c", "change_ticked", "Modifier les cochés", id="etablissements.lot"),
        hidden("e", "export", "Exporter", id="etablissements.export"),
        hidden("f4", "more", "En savoir plus", id="etablissements.more"),
        hidden("f5", "reload", "Actualiser", id="etablissements.reload"),
        Binding("escape,f12", "back", "Retour", id="etablissements.back"),
    ]

    _list: PagedList

    def __init__(
        self,
        portefeuille: Portefeuille,
        criteres: Criteres = EVERYTHING,
        *,
        start: Start = Start.LIST,
        typed: str = "",
        filters: Filters | None = None,
    ) -> None:
        super().__init__(*THE_LIST, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._criteres = criteres
        self._start = start
        self._typed = typed
        # Asked at every key: looking for them in the tree each time took half of it.
        self._filters = filters or Filters()
        self._list = PagedList(portefeuille, criteres, self._filters)
        self._narrowing = Narrowing(ADMINISTRER, id="administrer")
        self._searching = PortalSearch()
        self._enrolling = EnrollFields(disabled=not portefeuille.may_write)
        self._row = RowGestures(self, portefeuille, self._list)

    def body(self) -> ComposeResult:
        """Lay out the screen of the portal, from top to bottom."""
        closed = not self._portefeuille.may_write
        yield Head(
            "Gérer les établissements",
            FlatButton("+ Ajouter un compte", variant="primary", id="ajouter", disabled=closed),
        )
        yield self._narrowing
        yield self._searching
        yield self._list
        yield self._enrolling

    def on_mount(self) -> None:
        """Go where the person wants to be."""
        if self._start is Start.ADD and self._portefeuille.may_write:
            self.action_add()
        elif self._start is Start.SEARCH:
            self._list.live.begin(self._typed)
        elif self._start is Start.TEXT:
            self.call_next(self.take_text, self._typed)
        elif self._criteres.etats == {Etat.RADIE}:
            self.say(RADIES)

    # The list

    def action_search(self) -> None:
        """Go to the live search."""
        self._list.live.begin()

    def action_seek_number(self) -> None:
        """Go to the portal's own search."""
        self._searching.siren.begin()

    @on(PortalSearch.Asked)
    async def seek_numbers(self) -> None:
        """Search by the fields of the portal, together with the rest."""
        try:
            criteres = self._searching.narrow(self._list.criteres)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        await self._list.seek(criteres)
        self._list.rows.focus()

    def take_up_likes(self) -> None:
        """Show the rows in the view that is liked now."""
        self._list.take_up_view()

    @on(PagedList.Narrowed)
    def tell_narrowing(self) -> None:
        """Say above the list what narrows it."""
        self._narrowing.tell(self._list.criteres, self._list.people)

    @work
    async def action_change_ticked(self) -> None:
        """Change the services, or the responsable, of all that is ticked."""
        said = await change_ticked(self, self._portefeuille, self._list.ticked.uids)
        if said is not None:
            self._list.action_untick()
            await self._list.reload()
            self.say(said, "success")

    @work
    async def action_export(self) -> None:
        """Write clients in a file: those that are ticked, or listed, or all."""
        from screens.exportation import export_clients

        self.say(await export_clients(self, self._portefeuille, self._list), "success")

    # Inscribing

    @on(FlatButton.Pressed, "#ajouter")
    def action_add(self) -> None:
        """Go to the Siren to inscribe: the one that was sought in vain, if any."""
        self._enrolling.siren.begin(self._in_vain(whole_siren))

    def action_add_gerant(self) -> None:
        """Go to the account number of a gérant majoritaire."""
        self._enrolling.gerant.begin(self._in_vain(whole_compte))

    def _in_vain(self, number: Callable[[Criteres], str]) -> str:
        """Give the number that was sought and not found; empty if none was."""
        return "" if self._list.page.fiches else number(self._list.criteres)

    @on(EnrollFields.Asked)
    @work
    async def enroll(self, event: EnrollFields.Asked) -> None:
        """Read the number, ask what has to be asked, open the form."""
        field = event.field
        ask = enroll_siren if field is self._enrolling.siren else enroll_gerant
        outcome = await ask(self, self._portefeuille, field)
        if outcome is None:
            field.focus()
        else:
            field.value = ""
            (field if outcome.again else self._list.rows).focus()
            await self._row.receive(outcome, self._searching)

    @on(Field.Table)
    async def take_table(self, event: Field.Table) -> None:
        """Inscribe the lines pasted in « Inscrire »."""
        event.stop()
        await self.take_text(event.text)

    async def take_text(self, text: str) -> None:
        """Inscribe the lines pasted on the list; seek a text of one line."""
        if not several_lines(text):
            self._list.live.begin(pasted(text).strip())
        elif self._portefeuille.may_write:
            self.inscribe_lines(text)
        else:
            self.say(self._portefeuille.why_read_only, "warning")

    @work
    async def inscribe_lines(self, text: str) -> None:
        """Import the lines of a spreadsheet."""
        if done := await import_text(self, self._portefeuille, text):
            await self._list.reload()
            self.say(done, "success")

    # What starts from a row

    @on(RowList.Opened)
    @work
    async def consult(self) -> None:
        """Open the services, in consultation."""
        await self._row.consult()

    @work
    async def action_modify(self) -> None:
        """Open the services, in modification (✍)."""
        await self._row.consult(modification=True)

    @work
    async def action_terminate(self) -> None:
        """Take the inscription, or all that is ticked, out of the portefeuille (✕)."""
        await self._row.terminate()

    async def on_unmount(self) -> None:
        """Let go of the panel."""
        await self._row.let_go_of_panel()

    # Around

    @work
    async def action_go(self, door: str) -> None:
        """Open another screen of the portefeuille, and read the list again on the way back."""
        said = await go(self, self._portefeuille, self._filters, door)
        await self._list.reload()
        self.say(said, "success")

    def action_more(self) -> None:
        """Explain the marks, and what to do with comptes radiés."""
        self.app.push_screen(Bulle("En savoir plus", worded_on(self, EN_SAVOIR_PLUS)))

    async def action_back(self) -> None:
        """Leave the field, then the search, then the ticks, then the screen."""
        rows, live = self._list.rows, self._list.live
        if not rows.has_focus and not (live.has_focus and live.value):
            self._searching.show(self._list.criteres.siren, self._list.criteres.compte)
            rows.focus()
            self.say("")
        elif is_sought(self._list.criteres) or live.value:
            rows.focus()
            self._searching.show("", "")
            await self._list.end_search()
        elif self._list.ticked:
            self._list.action_untick()
        else:
            self.dismiss(None)

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:
        """Say why `action` would do nothing now; a door may be closed to this person."""
        closed = why_closed(self._portefeuille, parameters[0]) if action == "go" else ""
        return closed or super().why_not(action, parameters)

    def go_to_tab(self, tab: str) -> None:
        """Leave for Accueil, or go to the rows."""
        if tab == ACCUEIL:
            self.dismiss(None)
        else:
            self._list.rows.focus()

    def on_key(self, event: events.Key) -> None:
        """Begin a search with a digit."""
        if self._list.rows.has_focus and event.character and event.character in "0123456789":
            event.stop()
            self._list.live.begin(event.character)
