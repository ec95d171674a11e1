"""What one row of the list says of an inscription, in each of the two views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.fiche import Fiche
from models.labels import Report, Service, ToDo
from models.wording import show_date
from screens.flows.short_names import SHORT_REGIMES, name_with_etat, short_number
from screens.widgets.columns import Column, Row

NARROW, ROOMY, LARGE = 80, 100, 116
"""Window widths: a column goes below the first; from the third, more is told of each row."""

NARROW_TITLE_WIDTH = 29
"""Enough for the régime in a word and a whole Siren: a number is never cut in the title."""

TITLE_WIDTH = 50
WHOLE_TITLE_WIDTH = 62

MARKS = {Report.A_FAIRE: "→", Report.FAIT: " ", Report.REFUSE: "!"}
TO_DO = {
    ToDo.INSCRIRE: "→ Inscrire",
    ToDo.CHANGER: "→ Changer",
    ToDo.RESILIER: "→ Résilier",
    ToDo.INCONNU: "→ À vérifier",
    ToDo.AUCUN: "Fait",
}
LEGENDS = {Report.A_FAIRE: "→ à faire", Report.FAIT: "", Report.REFUSE: "! refusé"}
ADMINISTRER = (
    "Vous pouvez administrer ici les options associées à l'abonnement "
    "aux services d'Urssaf en ligne."
)
EN_SAVOIR_PLUS = """\
Si vous ne gérez plus le compte d'un client ou si le compte d'un de vos clients \
est radié, il est conseillé de le supprimer de votre portefeuille.

→  à faire sur urssaf.fr : ce que vous avez changé ici n'y est pas encore. \
La consultation dit quoi ; une fois fait sur urssaf.fr, tapez <.report>.
!  refusé : urssaf.fr n'a pas accepté le changement.

<rows.open> consulte les services, <.modify> (✍) les modifie, <.terminate> (✕) supprime \
l'inscription, <.data> ouvre les données du client, <.copy> donne les numéros à copier, \
<liste.view> change de vue : \
l'intitulé du portail, ou le dossier. <liste.filter> filtre la liste, \
<liste.unfilter> la montre toute, <liste.sort> la trie autrement.

<liste.tick> coche une ligne, <liste.tick_all> toutes celles de la liste, <liste.untick> plus \
aucune. Ensuite <.lot> modifie leurs services d'un coup, <.terminate> (✕) les supprime."""


class Vue(StrEnum):
    """The two ways to show the same rows."""

    PORTAIL = "portail"
    DOSSIER = "dossier"

    @classmethod
    def of(cls, preference: str | None) -> Vue:
        """Give the view that was remembered, else the portal's."""
        return next((vue for vue in cls if vue == preference), cls.PORTAIL)

    @property
    def other(self) -> Vue:
        """The view that one switches to."""
        return Vue.DOSSIER if self is Vue.PORTAIL else Vue.PORTAIL


@dataclass(frozen=True)
class Part:
    """A column, and what it says of an inscription."""

    column: Column
    says: Callable[[Fiche], str]


def parts(vue: Vue, width: int) -> tuple[Part, ...]:
    """Give the columns of a view in a window of `width` cells."""
    return _dossier(width) if vue is Vue.DOSSIER else _portail(width)


def row(
    fiche: Fiche,
    columns: tuple[Part, ...],
    *,
    sought: frozenset[Report] = frozenset(),
    tick: bool | None = None,
) -> Row:
    """Make the row of an inscription; its key is the uid.

    It is dim when there is nothing more to do: removed, radié, or no longer at the report sought.
    """
    gone = fiche.retire_le is not None or fiche.est_radie
    settled = bool(sought) and fiche.report not in sought
    cells = tuple(part.says(fiche) for part in columns)
    return Row(str(fiche.uid), cells, dim=settled if sought else gone, tick=tick)


def legend(vue: Vue, width: int, fiches: tuple[Fiche, ...]) -> str:
    """Explain the marks of a page in a window of `width` cells; the dossier view writes them."""
    if vue is Vue.DOSSIER or width < NARROW:
        return ""
    shown = {fiche.report for fiche in fiches}
    return "  ".join(words for report, words in LEGENDS.items() if words and report in shown)


def _marked_name(fiche: Fiche) -> str:
    return f"{MARKS[fiche.report]} {name_with_etat(fiche)}"


def _short_title(fiche: Fiche) -> str:
    kind = "du SIREN " if fiche.siren else ""
    return f"{SHORT_REGIMES[fiche.regime]} {kind}{short_number(fiche)}"


def _portail(width: int) -> tuple[Part, ...]:
    names = Part(Column("  Raison sociale"), _marked_name)
    if width < NARROW:
        return Part(Column("Compte(s)", NARROW_TITLE_WIDTH), _short_title), names
    title = WHOLE_TITLE_WIDTH if width >= ROOMY else TITLE_WIDTH
    return (
        Part(Column("Compte(s)", title), lambda fiche: fiche.title),
        names,
        *_more(width),
        Part(Column("✍ ✕", 3), lambda _: "✍ ✕"),
    )


def _dossier(width: int) -> tuple[Part, ...]:
    roomy = width >= ROOMY
    dossier = Part(Column("Dossier", 12 if roomy else 10), lambda fiche: fiche.code_dossier or "")
    ville = Part(Column("Ville", 16), lambda fiche: next((c.ville for c in fiche.comptes), ""))
    regime = (
        Part(Column("Régime", 19), lambda fiche: fiche.regime.label)
        if roomy
        else Part(Column("Régime", 7), lambda fiche: SHORT_REGIMES[fiche.regime])
    )
    return (
        *([dossier] if width >= NARROW else []),
        Part(Column("Raison sociale"), name_with_etat),
        *([ville] if roomy else []),
        regime,
        Part(Column("Siren", 11), short_number),
        *_more(width),
        Part(Column("urssaf.fr", 12), _to_do),
    )


def _to_do(fiche: Fiche) -> str:
    return "! Refusé" if fiche.report is Report.REFUSE else TO_DO[fiche.ecart]


def _more(width: int) -> tuple[Part, ...]:
    """Give what a large window tells besides."""
    if width < LARGE:
        return ()
    return (
        Part(Column("Cases", 5, "right"), lambda fiche: f"{len(fiche.services)}/{len(Service)}"),
        Part(Column("Modifié le", 10), lambda fiche: show_date(fiche.modifie_le)),
    )
