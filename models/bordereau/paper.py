"""The list to tick on paper: A4, 80 columns, a box before each line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from models.bordereau.lines import Bordereau
from models.cleaning import one_line
from models.clicks import spelled
from models.fiche import Fiche
from models.identifiers import numero_compte, siren
from models.wording import count, show_date, show_moment

WIDTH, HEIGHT = 80, 60
"""Columns and lines of a page that any printer sets on A4."""

HEAD = 4
INDENT = "    "
FEED = "\f"


def pages(bordereau: Bordereau) -> str:
    """Lay the list out, a form feed between two pages; an inscription is never cut in two."""
    kept: list[list[str]] = [[]]
    kind = None
    for fiche in bordereau.fiches:
        lines = list(_lines(fiche))
        if fiche.ecart is not kind:
            kind = fiche.ecart
            lines = ["", kind.label.upper(), *lines]
        if len(kept[-1]) + len(lines) > HEIGHT - HEAD:
            kept.append([])
        kept[-1] += lines
    total = len(kept)
    laid = ("\n".join([*_head(bordereau, n, total), *page]) for n, page in enumerate(kept, 1))
    return f"\n{FEED}".join(laid).replace("\u00a0", " ") + "\n"


def _head(bordereau: Bordereau, number: int, total: int) -> Iterator[str]:
    waiting = count(len(bordereau.fiches), "compte")
    page = f"page {number}/{total}"
    yield _apart(f"À faire sur urssaf.fr : {waiting}", page)
    yield _apart(one_line(bordereau.cabinet), show_moment(bordereau.instant))
    yield f"Édité par {one_line(bordereau.person)} avec Portefeuille, outil non officiel"[:WIDTH]
    yield "─" * WIDTH


def _apart(left: str, right: str) -> str:
    room = WIDTH - len(right) - 1
    return f"{left[:room].ljust(room)} {right}"


def _lines(fiche: Fiche) -> Iterator[str]:
    """Give the line with its box, then what to click, wrapped."""
    number = next((one.numero_compte for one in fiche.comptes if one.numero_compte), "")
    known = siren.show(fiche.siren) if fiche.siren else numero_compte.show(number)
    end = f"{fiche.regime.label}  {known}"
    yield _apart(f"□ {one_line(fiche.called)}", end)
    since = f"depuis le {show_date(fiche.report_le or fiche.modifie_le)}"
    more = " · ".join(filter(None, (_account(fiche), spelled(fiche), since)))
    wrap = textwrap.TextWrapper(WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    yield from wrap.wrap(one_line(more))


def _account(fiche: Fiche) -> str:
    numbers = [one.numero_compte for one in fiche.comptes if one.numero_compte]
    return (
        "compte " + ", ".join(map(numero_compte.show, numbers)) if fiche.siren and numbers else ""
    )
