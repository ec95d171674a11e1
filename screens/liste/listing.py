"""What one row of the list says of an inscription, in each of the two views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from rich.cells import cell_len

from models.fiche import Fiche
from models.labels import Report, Service, ToDo
from models.wording import show_date
from screens.flows.short_names import SHORT_REGIMES, name_with_etat, short_number
from screens.widgets.columns import Column, Row, end, widths

NARROW, ROOMY, LARGE = 80, 100, 116
"""Window widths: a column goes below the first; from the third, more is told of each row."""

TITLE_WIDTH, SHORT_TITLE_WIDTH = 48, 28
"""The longest title without its forme, and with its régime in a word: a number is never cut."""

USUAL_NAME = 44
"""A large window gives a name more when one on the page needs it: pages then keep their columns."""

MARGIN = 2
"""The cells before a row: the cursor, and whether it is ticked."""

MARKS = {Report.A_FAIRE: "→ ", Report.FAIT: "", Report.REFUSE: "! "}
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


def parts(vue: Vue, width: int, fiches: tuple[Fiche, ...]) -> tuple[Part, ...]:
    """Give the columns of a view in a window of `width` cells, for a page of `fiches`."""
    return _dossier(width, fiches) if vue is Vue.DOSSIER else _portail(width, fiches)


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


def _title(fiche: Fiche) -> str:
    return MARKS[fiche.report] + fiche.title_bare


def _short_title(fiche: Fiche) -> str:
    kind = "du SIREN " if fiche.siren else ""
    return f"{MARKS[fiche.report]}{SHORT_REGIMES[fiche.regime]} {kind}{short_number(fiche)}"


def _portail(width: int, fiches: tuple[Fiche, ...]) -> tuple[Part, ...]:
    """Give the name and, against the end of its column, the title: names and Sirens line up.

    A title is as short as its régime, and its name has the rest: most of the long ones are of
    the Régime Général, whose title is the shortest. The forme juridique stands where there is room.
    """
    narrow, short = width < NARROW, width < ROOMY
    gap = 1 if short and not narrow else 2
    title = _short_title if narrow else _title
    size = SHORT_TITLE_WIDTH if narrow else TITLE_WIDTH
    titles = Part(Column("Compte(s)", size, "right", gap, lends=True), title)
    pens = () if narrow else (Part(Column("✍ ✕", 3, gap=gap), lambda _: "✍ ✕"),)
    after = (titles, *_more(width), *pens)
    names = Column("Raison sociale")
    columns = (names, *(part.column for part in after))
    share = widths(columns, width - MARGIN - end(columns))[0]
    longest = max((cell_len(name_with_etat(fiche)) for fiche in fiches), default=0)
    room = min(share, max(USUAL_NAME, longest))

    def name(fiche: Fiche) -> str:
        alone = name_with_etat(fiche, short=short)
        whole = f"{alone} ({fiche.forme_juridique})" if fiche.forme_juridique else alone
        return whole if cell_len(whole) + cell_len(title(fiche)) <= room + size else alone

    return Part(replace(names, width=None if room == share else room), name), *after


def _dossier(width: int, fiches: tuple[Fiche, ...]) -> tuple[Part, ...]:
    roomy = width >= ROOMY
    longest = max((cell_len(_code(fiche)) for fiche in fiches), default=0)
    size = min(max(len("Dossier"), longest), 12 if roomy else 10)
    dossier = Part(Column("Dossier", size), _code)
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


def _code(fiche: Fiche) -> str:
    return fiche.code_dossier or ""


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
