"""Rapprochement: the portal's pages, or a table, against the portefeuille; each has its action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.brouillons.pages import PagesRead
from models.errors import BadValue
from models.importation.files.opening import read_text
from models.importation.grille import Grille
from models.long_work import SLICE, to_the_end
from models.portefeuille import Portefeuille
from models.rapprochement.constat import Action, Constat
from models.rapprochement.releve import Added
from models.rapprochement.report import read_in_words
from models.wording import count
from screens.constats.acting import act, choose_action
from screens.constats.compared import remember_today
from screens.constats.constat_list import NOTHING_READ, ConstatList
from screens.constats.fichier import FichierModal
from screens.constats.reading import Reading
from screens.constats.taking import take_page, take_table
from screens.constats.words import added_in_words, groups_line, line_in_words, read_line
from screens.flows.drafts import Draft
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.resumed import Resumed
from screens.flows.undoing import undo_latest
from screens.widgets.bindings import hidden
from screens.widgets.field import several_lines
from screens.widgets.key_names import worded_on
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal

ALL_QUESTION = "Est-ce tout ce que liste urssaf.fr ?"
ALL_DETAILS = (
    "Les clients qui n'ont pas été lus sont alors dits « seulement ici ».",
    "Rien n'est fait d'eux sans vous : ni supprimés, ni marqués radiés, un par un seulement.",
)
UNREAD = "Certaines lignes n'ont pas été comprises : un client « seulement ici » peut en être."
NOT_ALL_ANY_MORE = "Ce n'était donc pas tout : redites-le par <.complete> quand tout sera lu."
RESUMED = "Rapprochement repris : les pages sont là, comparées de nouveau."
FORGETS = "Les pages lues seront oubliées ; ce qui a été fait reste fait."


class RapprochementScreen(PortalScreen[str]):
    """What urssaf.fr lists, pasted page after page, and what differs; gives nothing to say."""

    TITLE = "Rapprochement"
    CSS_PATH = "rapprochement.tcss"
    AUTO_FOCUS = "#constats"
    BINDINGS = [
        Binding("f", "filter(1)", "Groupe", id="rapprochement.filter"),
        Binding("t", "complete", "C'est tout", id="rapprochement.complete"),
        Binding("o", "open_file", "Fichier", id="rapprochement.file"),
        Binding("space", "tick", "Cocher", id="rapprochement.tick"),
        hidden("asterisk", "tick_all(True)", "Cocher tout le groupe", id="rapprochement.tick_all"),
        hidden("minus", "tick_all(False)", "Décocher tout", id="rapprochement.untick"),
        hidden("right", "filter(1)", "Groupe suivant", id="rapprochement.next"),
        hidden("left", "filter(-1)", "Groupe précédent", id="rapprochement.previous"),
        hidden("i", "act('ENROLL')", "Inscrire ici", id="rapprochement.enroll"),
        hidden("c", "act('ALIGN')", "Corriger ici", id="rapprochement.align"),
        hidden("m", "act('STRIKE_OFF')", "Marquer radié", id="rapprochement.strike_off"),
        hidden("x,delete", "act('TERMINATE')", "✕ Résilier", id="rapprochement.terminate"),
        hidden("r", "act('NOTE')", "C'est ainsi sur urssaf.fr", id="rapprochement.note"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="rapprochement.undo"),
        hidden("v", "forget", "Oublier ce qui est lu", id="rapprochement.forget"),
        hidden("f5", "reload", "Actualiser", id="rapprochement.reload"),
        Binding("escape,f12", "back", "Retour", id="rapprochement.back"),
    ]

    _rows = query_one(ConstatList)

    def __init__(
        self, portefeuille: Portefeuille, resumed: Resumed[PagesRead] | None = None
    ) -> None:
        super().__init__(*THE_LIST, self.TITLE, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._reading = Reading(portefeuille)
        self._was_all = False
        self._resumed = resumed
        self.draft: Draft = Draft(portefeuille.brouillons, self, resumed)

    def body(self) -> ComposeResult:
        """Lay out what was read, the groups, the lines, and what is to be known of one."""
        yield Head(self.TITLE)
        yield Paragraph(id="lu")
        yield Paragraph(id="groupes")
        yield ConstatList()
        yield Paragraph(id="phrase")

    async def on_mount(self) -> None:
        """Show what was read before a cut, or that nothing was."""
        self._show()
        if self._resumed:
            kept = self._resumed.typed
            await self._compare(partial(self._reading.resume, kept, to_the_end))
            self._was_all = self._reading.complete
            self.say(RESUMED)

    @property
    def unsaved(self) -> bool:
        """Whether pages were read."""
        return self._reading.kept is not None

    def keep_typed(self) -> None:
        """Have the pages kept, in case the line is cut, where anything may be written."""
        if self._portefeuille.may_write:
            self.draft.note(self._reading.kept)

    # Reading

    async def take_text(self, text: str) -> None:
        """Add a page that was pasted; a word alone is no page."""
        if not (several_lines(text) or any(map(str.isdigit, text))):
            self.say(NOTHING_READ, "warning")
            return
        try:
            grille = read_text(text)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        if len(grille.rangees) > SLICE:
            self.read_long(grille, text)
        else:
            # One page after the other: the next waits until this one is read.
            self._tell_added(await take_page(self, self._reading, grille, text))

    @work
    async def read_long(self, grille: Grille, text: str) -> None:
        """Add a long table."""
        self._tell_added(await take_table(self, self._reading, grille, text))

    def _tell_added(self, added: Added | None) -> None:
        if added is None:
            return
        self._show()
        was_all, self._was_all = self._was_all, self._reading.complete
        again = f" {worded_on(self, NOT_ALL_ANY_MORE)}" if was_all and added.is_news else ""
        self.say(f"{added_in_words(added)}{again}", "success" if added.is_news else "info")

    @work(exclusive=True)
    async def action_open_file(self) -> None:
        """Read a file: pages kept as text, or a table."""
        self._tell_added(await self.app.push_screen_wait(FichierModal(self._reading)))

    @work(exclusive=True)
    async def action_complete(self) -> None:
        """Say that all was read, once confirmed; again: that it was not."""
        reading = self._reading
        if not reading.complete:
            unread = (UNREAD,) if reading.releve.unread else ()
            details = (f"{read_in_words(reading.releve)}.", *ALL_DETAILS, *unread)
            question = ConfirmModal(ALL_QUESTION, details=details, expects=True)
            if not await self.app.push_screen_wait(question):
                return
        reading.complete = self._was_all = not reading.complete
        await self._compare(reading.compare)
        if reading.complete:
            await carry_out(self, partial(remember_today, self._portefeuille))

    async def _compare(self, verb: Callable[[], object]) -> None:
        if await carry_out(self, verb, long=True) is not REFUSED:
            self._show()

    # What is shown

    def _show(self) -> None:
        reading = self._reading
        self._rows.show_found(reading.found)
        self._tell_groups()
        self._tell()
        self.keep_typed()

    def _tell_groups(self) -> None:
        reading = self._reading
        found = reading.found
        lu = "" if found is None else worded_on(self, read_line(reading.releve, found))
        groupes = ""
        if found is not None:
            groupes = groups_line(found.counts, found.complete, self._rows.groupe)
        self.query_one("#lu", Paragraph).say(lu)
        self.query_one("#groupes", Paragraph).say(groupes)
        self.refresh_bindings()

    @on(RowList.Moved)
    def follow_cursor(self) -> None:
        """Say what is to be known of the line under the cursor."""
        self.foot.clear()
        self._tell()

    def _tell(self) -> None:
        self.query_one("#phrase", Paragraph).say(line_in_words(self._rows.constat))

    def action_filter(self, step: int) -> None:
        """Show the next group, or the one before; those that are empty are passed over."""
        if (found := self._reading.found) is not None:
            self.say(self._rows.turn(step, found.counts))
            self._tell_groups()
            self._tell()

    # Choosing

    def action_tick(self) -> None:
        """Tick the line under the cursor, or untick it; go down."""
        self._tell_ticked(self._rows.tick_current())

    def action_tick_all(self, on: bool) -> None:
        """Tick all of the group that is shown, or untick all."""
        self._tell_ticked(self._rows.tick_group() if on else self._rows.untick())

    def _tell_ticked(self, why_not: str) -> None:
        number = len(self._rows.ticked)
        said = f"{count(number, 'ligne cochée', 'lignes cochées')}." if number else ""
        self.say(worded_on(self, why_not) or said, "warning" if why_not else "info")

    # Doing

    @on(RowList.Opened)
    @on(RowList.NothingToOpen)
    @work(exclusive=True)
    async def choose(self) -> None:
        """Choose what to do of all that is ticked, else of the line, and do it."""
        if why := self._portefeuille.why_read_only:
            self.say(why, "warning")
        elif not (chosen := self._rows.chosen):
            self.say(self._rows.why_none, "warning")
        elif (action := await choose_action(self, chosen)) is not None:
            await self._act(action, chosen)

    @work(exclusive=True)
    async def action_act(self, name: str) -> None:
        """Do something of the line, or of all that is ticked, once confirmed."""
        if chosen := self._rows.chosen:
            await self._act(Action[name], chosen)
        else:
            self.say(self._rows.why_none, "warning")

    async def _act(self, action: Action, constats: Sequence[Constat]) -> None:
        if said := await act(self, self._portefeuille, action, constats):
            self._rows.ticked.clear()
            await self._compare(self._reading.compare_afresh)
            self.say(*said)

    @work(exclusive=True)
    async def action_undo(self) -> None:
        """Undo what this person did last, once confirmed; pressed again, what came before."""
        if said := await undo_latest(self, self._portefeuille):
            if self._reading.found is not None:
                await self._compare(self._reading.compare_afresh)
            self.say(said)

    async def action_reload(self) -> None:
        """Read the portefeuille again, and draw the whole screen."""
        await self.run_action("app.repaint")
        if self._reading.found is None:
            return self.say(NOTHING_READ, "warning")
        await self._compare(self._reading.compare_afresh)
        return self.say("Comparé de nouveau.")

    @work(exclusive=True)
    async def action_forget(self) -> None:
        """Forget what was read, once confirmed."""
        pages = read_in_words(self._reading.releve)
        question = ConfirmModal(f"Oublier ce qui a été lu ({pages}) ?", details=(FORGETS,))
        if await self.app.push_screen_wait(question):
            self._reading.forget()
            self._show()

    @work(exclusive=True)
    async def action_back(self) -> None:
        """Untick, then leave; asks first if something was read."""
        if self._rows.ticked:
            self.action_tick_all(False)
            return
        question = ConfirmModal("Quitter le rapprochement ?", details=(FORGETS,), expects=True)
        if self._reading.found is None or await self.app.push_screen_wait(question):
            self.dismiss("")

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say what the role does not allow, and what waits for something to be read."""
        if action in ("filter", "complete", "forget") and self._reading.found is None:
            return NOTHING_READ
        return self._portefeuille.why_read_only if action in ("act", "undo") else ""

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: the tabs are behind this screen."""
        self.say("Terminez d'abord ce rapprochement : Échap le quitte.")
