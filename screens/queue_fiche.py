"""Recopier sur urssaf.fr: the values of one client of the queue, bare, one a line."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.fiche import Fiche
from models.labels import Report, ToDo
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.writing.revealing import NO_NIR
from screens.copie import Value
from screens.ecarts.bare_values import NIR, bare_values
from screens.ecarts.fiche_words import described, title_of
from screens.ecarts.queue_list import ALL_DONE
from screens.flows.gestures import REFUSED, Tries, carry_out
from screens.flows.reporting import mark_report
from screens.flows.undoing import undo_latest
from screens.formulaire.fields import REVEALED, REVEALED_SO_LONG
from screens.widgets.bindings import hidden
from screens.widgets.fields_room import FieldsRoom
from screens.widgets.nav import THE_LIST
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen
from screens.widgets.sending import send

MASKED = "Numéro masqué : <.reveal> le montre, et le journal note qui l'a demandé."
NO_OTHER = {1: "C'est le dernier compte à faire.", -1: "C'est le premier compte à faire."}
WRITES = frozenset({"done", "refuse", "undo", "reveal"})


class Closed(NamedTuple):
    """The inscription shown last (None: all is done), and what is still to be said."""

    fiche: Fiche | None
    said: str = ""


class QueueFiche(PortalScreen[Closed]):
    """One client of the queue: what to type and to click; ^S marks it and opens the next one."""

    TITLE = "Recopier sur urssaf.fr"
    CSS_PATH = "queue_fiche.tcss"
    AUTO_FOCUS = "Value"
    BINDINGS = [
        Binding("ctrl+s,f10", "done", "Fait, suivant", id="queue_fiche.done"),
        Binding("enter,y", "send", "Copier", id="queue_fiche.send"),
        Binding("n", "refuse", "Refusé", id="queue_fiche.refuse"),
        Binding("s,pagedown,f8", "turn(1)", "Suivant", id="queue_fiche.next"),
        hidden("p,pageup,f7", "turn(-1)", "Précédent", id="queue_fiche.previous"),
        hidden("f3", "reveal", "Numéro de sécurité sociale", id="queue_fiche.reveal"),
        hidden("u,ctrl+z", "undo", "Annuler mon dernier geste", id="queue_fiche.undo"),
        hidden("f5", "reload", "Actualiser", id="queue_fiche.reload"),
        Binding("escape,f12", "back", "Retour", id="queue_fiche.back"),
    ]

    _values = query_one("#valeurs", FieldsRoom)

    def __init__(self, portefeuille: Portefeuille, fiche: Fiche, criteres: Criteres) -> None:
        super().__init__(*THE_LIST, "À faire sur urssaf.fr", self.TITLE)
        self._portefeuille = portefeuille
        self._fiche = fiche
        self._criteres = criteres
        self._revealed = ""
        self._session = uuid4()
        self._tries = Tries()

    def body(self) -> ComposeResult:
        """Lay out who it is, then the values."""
        yield Head(title_of(self._fiche))
        yield Paragraph(self._described(), id="client")
        with FieldsRoom(id="valeurs"):
            for line in bare_values(self._fiche):
                yield Value(line)

    def on_mount(self) -> None:
        """Tell colleagues what is open here."""
        self._portefeuille.presences.tell(self._session, self._fiche.uid)

    def on_unmount(self) -> None:
        """Tell them that nothing is any more."""
        self._portefeuille.presences.leave(self._session)

    async def _show(self, fiche: Fiche) -> None:
        """Show an inscription, from its first value."""
        self._fiche, self._revealed = fiche, ""
        self._portefeuille.presences.tell(self._session, fiche.uid)
        self.query_one(".title", Paragraph).say(title_of(fiche))
        self.query_one("#client", Paragraph).say(self._described())
        await self._draw()

    async def _draw(self, at: int = 0) -> None:
        """Draw the values, with the focus on one of them."""
        await self._values.remove_children()
        lines = bare_values(self._fiche)
        if self._revealed:
            lines = tuple(
                replace(line, value=self._revealed) if line.label == NIR else line for line in lines
            )
        values = [Value(line) for line in lines]
        await self._values.mount(*values)
        if values:
            values[min(at, len(values) - 1)].focus()
        self.refresh_bindings()

    def _described(self) -> str:
        inside, uid = self._portefeuille, self._fiche.uid
        who = inside.presences.elsewhere([uid]).get(uid, "")
        return described(self._fiche, inside.now, who)

    # What is said of urssaf.fr

    @work(exclusive=True)
    async def action_done(self) -> None:
        """Note that it is done on urssaf.fr, and open the next one: `u` takes it back."""
        fiche = self._fiche
        operation = self._tries.of((fiche, "done"))
        verb = self._portefeuille.report
        if await carry_out(self, lambda: verb(fiche, operation=operation)) is not REFUSED:
            await self._go_on(fiche, f"Fait : {fiche.called}.")

    @work(exclusive=True)
    async def action_refuse(self) -> None:
        """Keep that urssaf.fr refused it, and why, once confirmed."""
        fiche = self._fiche
        marked = await mark_report(self, self._portefeuille, fiche, refused=True)
        if marked is not None and marked[0].report is not Report.A_FAIRE:
            await self._go_on(fiche, marked[1].text)

    async def _go_on(self, done: Fiche, said: str) -> None:
        """Open what follows in the queue, the first of what is left after the last."""
        following = await self._beside(done, 1)
        if following is None:
            first = await carry_out(self, lambda: self._portefeuille.page(self._criteres, size=1))
            following = next(iter(first.fiches), None) if first else None
        if following is None:
            self.dismiss(Closed(None, f"{said} {ALL_DONE}"))
            return
        await self._show(following)
        self.say(said, "success")

    @work(exclusive=True)
    async def action_undo(self) -> None:
        """Undo what this person did last, once confirmed, and show it if it is to be done again."""
        if said := await undo_latest(self, self._portefeuille):
            await self._read_again()
            self.say(said)

    # Where one goes

    @work(exclusive=True)
    async def action_turn(self, step: int) -> None:
        """Show the next one (1) or the one before (-1), as it is, and mark nothing."""
        beside = await self._beside(self._fiche, step)
        if beside is None:
            self.say(NO_OTHER[step])
        else:
            await self._show(beside)
            self.say("")

    async def _beside(self, fiche: Fiche, step: int) -> Fiche | None:
        read = await carry_out(
            self, lambda: self._portefeuille.neighbour(fiche, self._criteres, step)
        )
        return read or None

    @work(exclusive=True)
    async def action_reload(self) -> None:
        """Read the client again: a colleague may have changed it."""
        await self.run_action("app.repaint")
        await self._read_again()
        self.say("Client actualisé.")

    async def _read_again(self) -> None:
        fresh = await carry_out(self, lambda: self._portefeuille.get(self._fiche.uid))
        if fresh is REFUSED:
            return
        if fresh.ecart is ToDo.AUCUN:
            await self._go_on(self._fiche, "")
        else:
            await self._show(fresh)

    # The values

    def action_send(self) -> None:
        """Send the value under the cursor to the terminal; a masked one has first to be shown."""
        if not isinstance(self.focused, Value):
            return
        line = self.focused.line
        if line.label == NIR and not self._revealed:
            self.say(MASKED, "warning")
        else:
            send(self, line.value)

    @work(exclusive=True)
    async def action_reveal(self) -> None:
        """Show the NIR for a moment; the journal says who asked."""
        fiche = self._fiche
        plain = await carry_out(self, lambda: self._portefeuille.reveal_nir(fiche))
        if plain is REFUSED:
            return
        self._revealed = plain
        lines = bare_values(fiche)
        await self._draw(next(at for at, line in enumerate(lines) if line.label == NIR))
        self.set_timer(REVEALED, lambda: self._mask(fiche))
        self.say(REVEALED_SO_LONG)

    async def _mask(self, fiche: Fiche) -> None:
        if self._fiche is fiche and self._revealed:
            self._revealed = ""
            await self._draw(self._cursor)

    @property
    def _cursor(self) -> int:
        values = list(self.query(Value))
        return values.index(self.focused) if isinstance(self.focused, Value) else 0

    # Around

    def action_back(self) -> None:
        """Go back to the queue, on this client."""
        self.dismiss(Closed(self._fiche))

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Go back: the tabs are behind this screen."""
        self.action_back()

    def why_not(self, action: str, parameters: tuple[object, ...]) -> str:  # noqa: ARG002
        """Say why `action` would do nothing now; empty if it would do something."""
        if action in WRITES and (why := self._portefeuille.why_read_only):
            return why
        return NO_NIR if action == "reveal" and not self._fiche.nir_masque else ""
