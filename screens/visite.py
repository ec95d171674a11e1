"""« Essayer sans risque » : the guided tour of the demonstration, as a list of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from models.demo_names import TOUR_COMPTE, TOUR_GERANT, TOUR_SIREN
from models.labels import Etat, Regime, Report
from models.portefeuille import Portefeuille
from models.recherche import Criteres
from screens.accueil import AccueilScreen
from screens.aide import AideScreen
from screens.client_form import ClientForm
from screens.confirm_modal import ConfirmModal
from screens.etablissements import EtablissementsScreen
from screens.liste.paged_list import PagedList
from screens.services_panel import ServicesPanel
from screens.type_modal import TypeModal
from screens.widgets.service_boxes import ServiceBoxes


@dataclass(frozen=True)
class Scene:
    """What is seen now: the screen on top, and what the step counts in the base.

    `before` is what it counted when it began.
    """

    screen: Screen[Any]
    count: int
    before: int

    def shows(self, *kinds: type[Screen[Any]]) -> bool:
        """Tell whether the screen on top is of one of these kinds."""
        return isinstance(self.screen, kinds)

    @property
    def listing(self) -> PagedList | None:
        """The list, where it is on top."""
        if not self.shows(EtablissementsScreen):
            return None
        return next(iter(self.screen.query(PagedList)), None)

    @property
    def is_sought(self) -> bool:
        """Whether a search has found something."""
        return bool(self.listing and self.listing.is_sought and self.listing.page.fiches)

    def lists(self, *, report: Report | None = None, etat: Etat | None = None) -> bool:
        """Tell whether the list is narrowed to this report or this état."""
        criteres = self.listing and self.listing.criteres
        return bool(criteres and (criteres.report, criteres.etat) == (report, etat))


Condition = Callable[[Scene], bool]
Line = tuple[Condition, str]
"""A sentence, and where it is said."""

Count = Callable[[Portefeuille], int]


def on(*kinds: type[Screen[Any]]) -> Condition:
    """Hold on these screens."""
    return lambda scene: scene.shows(*kinds)


def in_field(name: str) -> Condition:
    """Hold while this field has the focus."""
    return lambda scene: scene.screen.focused is not None and scene.screen.focused.id == name


def is_editing(scene: Scene) -> bool:
    """Hold while the boxes of a client can be changed."""
    return scene.shows(ServicesPanel) and any(
        boxes.editing for boxes in scene.screen.query(ServiceBoxes)
    )


def is_unsaved(scene: Scene) -> bool:
    """Hold while a box differs from what is saved."""
    return is_editing(scene) and isinstance(scene.screen, ServicesPanel) and scene.screen.unsaved


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
        (int(one.modifie_le.timestamp() * 1000) for one in portefeuille.recent(1)), default=0
    )


def anywhere(_: Scene) -> bool:
    """Hold on every screen."""
    return True


@dataclass(frozen=True)
class Step:
    """`done` tells that its effect is seen; the first of `lines` that holds is said.

    `counts` is what the step watches in the base.
    """

    done: Condition
    lines: tuple[Line, ...]
    counts: Count = lambda _: 0


LED_BACK: tuple[Line, ...] = (
    (on(AccueilScreen), "g ouvre la liste : la visite continue là."),
    (anywhere, "Échap revient en arrière ; la visite vous attend."),
)
"""What is said to whoever wandered off."""

STEPS = (
    Step(
        lambda scene: scene.is_sought or scene.shows(ServicesPanel),
        (
            (
                on(AccueilScreen, EtablissementsScreen),
                "/ (ou F3), zin : trois lettres trouvent un client. ^G : arrêter.",
            ),
        ),
    ),
    Step(
        on(ServicesPanel),
        (
            (in_field("recherche"), "Entrée : le curseur va sur le client trouvé."),
            (on(EtablissementsScreen), "Entrée encore : voici ses services."),
        ),
    ),
    Step(
        more,
        (
            (is_unsaved, "^S enregistre ce qui a changé."),
            (is_editing, "6 coche et décoche Attestations : décochez-la."),
            (on(ServicesPanel), "m (ou F2) ouvre la modification des cases."),
            (on(EtablissementsScreen), "Entrée ouvre les services : décochez-en un."),
        ),
        last_change,
    ),
    Step(
        lambda scene: scene.lists() and not scene.is_sought,
        (
            (on(ConfirmModal), "Entrée ferme ce message."),
            (on(ServicesPanel), "Échap ferme les services et revient à la liste."),
            (on(EtablissementsScreen), "Échap encore : la recherche s'efface."),
        ),
    ),
    Step(
        lambda scene: bool(scene.listing and scene.listing.page.start),
        (
            (
                on(EtablissementsScreen),
                "s (ou PgSuiv) tourne la page, p (ou PgPréc) revient.",
            ),
        ),
    ),
    Step(
        more,
        (
            (in_field("siren"), f"{TOUR_SIREN}, puis Entrée."),
            (on(EtablissementsScreen), "a (ou F6) va au Siren d'un client à inscrire."),
            (on(TypeModal), "e : votre client est employeur."),
            (on(ClientForm), f"montant 100, Entrée, compte {TOUR_COMPTE}, puis ^S."),
        ),
        number(Criteres(regimes=frozenset({Regime.GENERAL}))),
    ),
    Step(
        more,
        (
            (on(ConfirmModal), "Entrée ferme ce message."),
            (in_field("gerant"), f"{TOUR_GERANT}, puis Entrée."),
            (on(EtablissementsScreen), "g va au numéro de compte d'un gérant majoritaire."),
            (on(ClientForm), "tapez un nom, par exemple DURAND Paul, puis ^S."),
        ),
        number(Criteres(regimes=frozenset({Regime.GERANT_MAJORITAIRE}))),
    ),
    Step(
        fewer,
        (
            (
                lambda scene: scene.lists(report=Report.A_FAIRE),
                "r dit que vous l'avez ressaisi sur urssaf.fr.",
            ),
            (on(ConfirmModal), "lisez, puis o : OK."),
            (on(AccueilScreen), "↓ jusqu'à « à reporter sur urssaf.fr », puis Entrée."),
            (on(EtablissementsScreen), "Échap : l'Accueil dit ce qui est à reporter."),
        ),
        number(Criteres(report=Report.A_FAIRE)),
    ),
    Step(
        fewer,
        (
            (
                lambda scene: scene.lists(etat=Etat.RADIE),
                "x (✕), puis o : ce compte radié quitte le portefeuille.",
            ),
            (on(ConfirmModal), "lisez, puis o confirme ; Échap renonce."),
            (on(AccueilScreen), "↓ jusqu'à « radiés à vérifier », puis Entrée."),
            (on(EtablissementsScreen), "Échap, deux fois au besoin, ramène à l'Accueil."),
        ),
        number(Criteres(etat=Etat.RADIE)),
    ),
    Step(
        on(AideScreen),
        ((anywhere, "F1 montre toutes les touches de l'écran où vous êtes."),),
    ),
)

FAREWELL = "Bravo, la visite est finie. À vous : ^Q, puis portefeuille (ou make run)."


class Visite:
    """Where somebody stands in the tour."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self._rank = 0
        self._before = self._count()

    def look(self, screen: Screen[Any]) -> str:
        """Go past each step whose effect is seen; give the sentence for `screen`."""
        while self._rank < len(STEPS):
            scene = Scene(screen, self._count(), self._before)
            step = STEPS[self._rank]
            if not step.done(scene):
                said = next(text for holds, text in (*step.lines, *LED_BACK) if holds(scene))
                return f"Visite {self._rank + 1}/{len(STEPS)} : {said}"
            self._rank += 1
            self._before = self._count()
        return FAREWELL

    def _count(self) -> int:
        """Count what the step in course watches."""
        return STEPS[self._rank].counts(self._portefeuille) if self._rank < len(STEPS) else 0
