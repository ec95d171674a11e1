"""The steps of the guided tour: what each asks, and how it is seen to be done.

A sentence names a key by its id (screens.widgets.key_names), a step names a screen by its class:
the demonstration opens before the screens that the tour leads to are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from models.demo.names import TOUR_COMPTE, TOUR_GERANT, TOUR_SIREN
from models.labels import Etat, Regime, Report
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from screens.flows.questions import TERMINATE
from screens.flows.reporting import IS_REPORTED
from screens.liste.search_words import is_sought
from screens.windows.confirm import ConfirmModal

if TYPE_CHECKING:
    from screens.client_form import ClientForm
    from screens.liste.paged_list import PagedList
    from screens.services.service_boxes import ServiceBoxes
    from screens.services_panel import ServicesPanel


@dataclass(frozen=True)
class Scene:
    """What is seen now: the screen on top, and what the step counts in the base.

    `before` is what it counted when it began.
    """

    screen: Screen[Any]
    count: int
    before: int

    def shows(self, name: str) -> bool:
        """Tell whether the screen on top is of the class so named."""
        return name in (kind.__name__ for kind in type(self.screen).__mro__)

    @property
    def listing(self) -> PagedList | None:
        """The list, where it is on top."""
        lists = self.screen.query("PagedList") if self.shows("EtablissementsScreen") else ()
        return cast("PagedList | None", next(iter(lists), None))

    @property
    def is_sought(self) -> bool:
        """Whether a search has found something."""
        listing = self.listing
        return bool(listing and is_sought(listing.criteres) and listing.page.fiches)

    def lists(self, etat: Etat | None = None) -> bool:
        """Tell whether the list is narrowed to this état, or to nothing."""
        criteres = self.listing and self.listing.criteres
        etats = frozenset({etat} if etat else ())
        return bool(criteres and (criteres.reports, criteres.etats) == (frozenset(), etats))


Condition = Callable[[Scene], bool]
Line = tuple[Condition, str]
"""A sentence, and where it is said."""

Count = Callable[[Portefeuille], int]


def on(name: str) -> Condition:
    """Hold on the screen whose class is so named."""
    return lambda scene: scene.shows(name)


def in_field(name: str) -> Condition:
    """Hold while this field has the focus."""
    return lambda scene: scene.screen.focused is not None and scene.screen.focused.id == name


def is_editing(scene: Scene) -> bool:
    """Hold while the boxes of a client can be changed."""
    boxes = scene.screen.query("ServiceBoxes") if scene.shows("ServicesPanel") else ()
    return any(cast("ServiceBoxes", one).editing for one in boxes)


def is_unsaved(scene: Scene) -> bool:
    """Hold while a box differs from what is saved."""
    return is_editing(scene) and cast("ServicesPanel", scene.screen).unsaved


def inscribing(regime: Regime) -> Condition:
    """Hold on the form that inscribes a client of this régime."""

    def holds(scene: Scene) -> bool:
        return scene.shows("ClientForm") and cast("ClientForm", scene.screen).inscribes is regime

    return holds


def asked(sentence: str) -> Condition:
    """Hold while the question that begins so waits for its answer."""
    return lambda scene: isinstance(scene.screen, ConfirmModal) and scene.screen.asks(sentence)


def is_told(scene: Scene) -> bool:
    """Hold while a window only tells what is done."""
    return isinstance(scene.screen, ConfirmModal) and not scene.screen.asks()


def more(scene: Scene) -> bool:
    """Hold once there is one more of what the step counts."""
    return scene.count > scene.before


def fewer(scene: Scene) -> bool:
    """Hold once there is one less."""
    return scene.count < scene.before


def number(criteres: Criteres) -> Count:
    """Count the inscriptions that the list so narrowed holds."""
    return lambda portefeuille: portefeuille.page(criteres, size=1).total or 0


def last_change(portefeuille: Portefeuille) -> int:
    """Give the instant of the last change, in milliseconds."""
    return max(
        (int(fiche.modifie_le.timestamp() * 1000) for fiche in portefeuille.recent(1)), default=0
    )


def anywhere(_: Scene) -> bool:
    """Hold on every screen."""
    return True


@dataclass(frozen=True)
class Step:
    """`done` tells that its effect is seen; the first of `lines` that holds is said.

    `counts` is what the step watches in the base; `already` tells that it was done before, out of
    turn or in an earlier tour.
    """

    done: Condition
    lines: tuple[Line, ...]
    counts: Count = lambda _: 0
    already: Callable[[Portefeuille], bool] = lambda _: False


DONE: tuple[Line, ...] = ((is_told, "<button.press> ferme ce message."),)
"""What is said over a window that stands in the way of any step."""

LED_BACK: tuple[Line, ...] = (
    (on("AccueilScreen"), "<accueil.list> ouvre la liste : la visite continue là."),
    (anywhere, "Échap revient en arrière ; la visite vous attend."),
)
"""What is said to whoever wandered off."""

SEARCH = "<{}+>, zin : trois lettres trouvent un client. <visite.stop> : arrêter."
WAITING = "<rows.down> jusqu'à « {} », puis <rows.open>."

STEPS = (
    Step(
        lambda scene: scene.is_sought or scene.shows("ServicesPanel"),
        (
            (on("AccueilScreen"), SEARCH.format("accueil.search")),
            (on("EtablissementsScreen"), SEARCH.format("etablissements.search")),
        ),
    ),
    Step(
        on("ServicesPanel"),
        (
            (in_field("recherche"), "Entrée : le curseur va sur le client trouvé."),
            (on("EtablissementsScreen"), "<rows.open> encore : voici ses services."),
        ),
    ),
    Step(
        more,
        (
            (is_unsaved, "<services_panel.save> enregistre ce qui a changé."),
            (is_editing, "<boxes.attestations> coche ou décoche la case Attestations : essayez."),
            (on("ServicesPanel"), "<services_panel.modify+> ouvre la modification des cases."),
            (on("EtablissementsScreen"), "<rows.open> ouvre les services : changez-en un."),
        ),
        last_change,
    ),
    Step(
        lambda scene: scene.lists() and not scene.is_sought,
        (
            (
                on("ServicesPanel"),
                "<services_panel.close> ferme les services et revient à la liste.",
            ),
            (on("EtablissementsScreen"), "<etablissements.back> encore : la recherche s'efface."),
        ),
    ),
    Step(
        lambda scene: bool(scene.listing and scene.listing.page.start),
        (
            (
                on("EtablissementsScreen"),
                "<etablissements.next+> tourne la page, <etablissements.previous+> revient.",
            ),
        ),
    ),
    Step(
        more,
        (
            (in_field("siren"), f"{TOUR_SIREN}, puis Entrée."),
            (
                on("EtablissementsScreen"),
                "<etablissements.add+> va au Siren d'un client à inscrire.",
            ),
            (on("TypeModal"), "<type.employeur> : votre client est employeur."),
            (
                inscribing(Regime.GENERAL),
                f"montant 100, Entrée, compte {TOUR_COMPTE}, puis <client_form.save>.",
            ),
        ),
        number(Criteres(regimes=frozenset({Regime.GENERAL}))),
        lambda portefeuille: bool(portefeuille.with_siren(TOUR_SIREN)),
    ),
    Step(
        more,
        (
            (in_field("gerant"), f"{TOUR_GERANT}, puis Entrée."),
            (
                on("EtablissementsScreen"),
                "<etablissements.add_gerant> va au numéro de compte d'un gérant majoritaire.",
            ),
            (
                inscribing(Regime.GERANT_MAJORITAIRE),
                "tapez un nom, par exemple DURAND Paul, puis <client_form.save>.",
            ),
        ),
        number(Criteres(regimes=frozenset({Regime.GERANT_MAJORITAIRE}))),
        lambda portefeuille: portefeuille.with_compte(TOUR_GERANT) is not None,
    ),
    Step(
        fewer,
        (
            (
                on("QueueScreen"),
                "<queue.report> dit que c'est fait sur urssaf.fr.",
            ),
            (
                on("QueueFiche"),
                "<queue_fiche.done> dit que c'est fait sur urssaf.fr, et passe au suivant.",
            ),
            (asked(IS_REPORTED), "lisez, puis <button.press> : OK."),
            (on("AccueilScreen"), "<accueil.queue> : ce qui est à faire sur urssaf.fr."),
            (
                on("EtablissementsScreen"),
                "<etablissements.back> : l'Accueil dit ce qui est à faire.",
            ),
        ),
        number(Criteres(reports=frozenset({Report.A_FAIRE}))),
    ),
    Step(
        fewer,
        (
            (
                lambda scene: scene.lists(Etat.RADIE),
                "<etablissements.terminate> (✕), puis OK : ce compte radié quitte le portefeuille.",
            ),
            (
                asked(TERMINATE),
                "lisez, puis <confirm_modal.ok> et Entrée confirment ; "
                "<confirm_modal.cancel> renonce.",
            ),
            (on("AccueilScreen"), WAITING.format("radiés à vérifier")),
            (
                on("EtablissementsScreen"),
                "<etablissements.back>, deux fois au besoin, ramène à l'Accueil.",
            ),
        ),
        number(Criteres(etats=frozenset({Etat.RADIE}))),
    ),
    Step(
        on("AideScreen"),
        ((anywhere, "<app.aide> montre toutes les touches de l'écran où vous êtes."),),
    ),
)
