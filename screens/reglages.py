"""Réglages: what a person likes, each choice seen at once, kept by Enregistrer or taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalScroll
from textual.widgets import Static

from models.portefeuille import Portefeuille
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.saved import MESSAGE, MODALE
from screens.flows.saved import PREFERENCE as CONFIRMATION
from screens.liste.listing import Vue
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Choice
from screens.widgets.nav import ACCUEIL
from screens.widgets.paragraph import Paragraph
from screens.widgets.portal_screen import Head, PortalScreen

YOURS = "Ces choix sont les vôtres, non ceux du cabinet ; ils vous suivent partout."
KEPT = "Vos réglages sont enregistrés."
AS_BEFORE = "Rien n'est changé : vos réglages sont ceux d'avant."
FIRST_CLOSE = "Fermez d'abord les réglages : Échap."
SIGNS = "Ici : ✍ modifier  ✕ résilier  ✓ ouvert  … suite"
HEARD = "Pour un lecteur d'écran : sans cadre ni repère."
LABELS = 10
"""Cells of the labels, the longest of which is « Confirmer »."""


class Offer(NamedTuple):
    """A value that may be chosen, what it is called, and what it does."""

    value: str
    label: str
    does: str


class Preference(NamedTuple):
    """A preference (models.preferences) by its name, and the values that it may have."""

    name: str
    label: str
    offers: tuple[Offer, ...]


THEME, GLYPHES, VUE, SOURIS = "theme", "glyphes", "vue", "souris"
REGLAGES = (
    Preference(
        THEME,
        "Thème",
        (
            Offer("clair", "clair", "Du bleu sur du blanc."),
            Offer("sombre", "sombre", "Du clair sur du gris foncé."),
            Offer("contraste", "contraste", "Du blanc et du jaune sur du noir : le plus lisible."),
        ),
    ),
    Preference(
        GLYPHES,
        "Signes",
        (
            Offer("auto", "d'office", SIGNS),
            Offer("unicode", "tous", SIGNS),
            Offer("latin", "latins", SIGNS),
            Offer("ascii", "ASCII", SIGNS),
            Offer("lecteur", "lecteur", HEARD),
        ),
    ),
    Preference(
        VUE,
        "Liste",
        (
            Offer(Vue.PORTAIL, "du portail", "Nom, compte, ✍ et ✕, comme sur urssaf.fr."),
            Offer(Vue.DOSSIER, "des dossiers", "Nom, compte, dossier, responsable, services."),
        ),
    ),
    Preference(
        CONFIRMATION,
        "Confirmer",
        (
            Offer(MODALE, "dans une fenêtre", "« mon.urssaf.fr indique », comme le portail."),
            Offer(MESSAGE, "sur la ligne du bas", "Une touche de moins à chaque client."),
        ),
    ),
    Preference(
        SOURIS,
        "Souris",
        (
            Offer("non", "au terminal", "Elle sélectionne, comme dans tout terminal."),
            Offer("oui", "à Portefeuille", "Un clic vaut Entrée. Maj et la souris sélectionnent."),
        ),
    ),
)
USUAL = {preference.name: preference.offers[0].value for preference in REGLAGES}
"""What a person who chose nothing has, unless the program says otherwise."""

Show = Callable[[str, str], None]
"""Shows at once what a value of a preference looks like; nothing is kept."""


async def choose_likes(
    app: App[Any], inside: Portefeuille, worn: Mapping[str, str], show: Show
) -> None:
    """Open Réglages, then have every screen under it show as the person now likes."""
    if isinstance(app.screen, ReglagesScreen):
        return
    said = await app.push_screen_wait(ReglagesScreen(inside, worn, show))
    for screen in app.screen_stack:
        if isinstance(screen, AnsweringScreen):
            screen.take_up_likes()
    if said and isinstance(app.screen, AnsweringScreen):
        app.screen.say(said)


class ReglagesScreen(PortalScreen[str]):
    """One choice a row; gives what is to be said."""

    TITLE = "Réglages"
    CSS_PATH = "reglages.tcss"
    AUTO_FOCUS = "Choice"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    BINDINGS = [
        Binding("ctrl+s,f10", "save", "Enregistrer", id="reglages.save"),
        hidden("up", "app.focus_previous", "Réglage précédent", id="reglages.up"),
        hidden("down", "app.focus_next", "Réglage suivant", id="reglages.down"),
        Binding("escape,f12", "give_up", "Annuler", id="reglages.give_up"),
    ]

    def __init__(self, portefeuille: Portefeuille, worn: Mapping[str, str], show: Show) -> None:
        """`worn` is what the program shows now, by the name of its preference."""
        super().__init__(ACCUEIL, self.TITLE, cabinet=portefeuille.cabinet_nom)
        self._portefeuille = portefeuille
        self._show = show
        liked = {name: portefeuille.preference(name) for name in USUAL}
        self._before = USUAL | {name: value for name, value in liked.items() if value} | dict(worn)

    def body(self) -> ComposeResult:
        """Lay out whose they are, each choice and what it does, the buttons."""
        yield Head(self.TITLE)
        yield Paragraph(YOURS, id="a-qui")
        with VerticalScroll(can_focus=False):
            for preference in REGLAGES:
                yield from self._row(preference)
        with ButtonRow():
            yield FlatButton("Enregistrer", variant="primary", id="enregistrer")
            yield FlatButton("Annuler (Échap)", id="annuler")

    def _row(self, preference: Preference) -> ComposeResult:
        before = self._before[preference.name]
        values = [offer.value for offer in preference.offers]
        before = before if before in values else values[0]
        offers = [(offer, offer.label) for offer in preference.offers]
        chosen = preference.offers[values.index(before)]
        with HorizontalGroup():
            yield Static(preference.label.rjust(LABELS), classes="etiquette")
            yield Choice(offers, value=chosen, id=preference.name)
        yield Static(chosen.does, markup=False, id=f"fait-{preference.name}", classes="fait")

    @property
    def _chosen(self) -> dict[str, str]:
        return {choice.id or "": choice.value.value for choice in self.query(Choice)}

    @on(Choice.Changed)
    def see(self, event: Choice.Changed) -> None:
        """Show at once what was chosen, and say what it does."""
        name, offer = event.control.id or "", event.control.value
        self.query_one(f"#fait-{name}", Static).update(offer.does)
        self._show(name, offer.value)
        self.say("")

    @on(Choice.Submitted)
    def go_on(self) -> None:
        """Entrée: the next choice, then the buttons."""
        self.focus_next()

    @on(FlatButton.Pressed, "#enregistrer")
    @work(exclusive=True)
    async def action_save(self) -> None:
        """Keep what was chosen, and leave; a refusal leaves all as it was chosen."""
        chosen = {
            name: value for name, value in self._chosen.items() if value != self._before[name]
        }
        for name, value in chosen.items():
            remember = partial(self._portefeuille.remember, name, value)
            if await carry_out(self, remember) is REFUSED:
                return
        self.dismiss(KEPT if chosen else AS_BEFORE)

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Show all as it was, and leave."""
        chosen = self._chosen
        for name, value in self._before.items():
            if chosen[name] != value:
                self._show(name, value)
        self.dismiss(AS_BEFORE if chosen != self._before else "")

    def go_to_tab(self, tab: str) -> None:  # noqa: ARG002
        """Stay: what is chosen is neither kept nor given up."""
        self.say(FIRST_CLOSE)
