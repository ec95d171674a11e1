"""Which inscriptions a search finds, and in which pages they come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from peewee import Expression, Field, ModelSelect, Tuple, fn

from models.cleaning import compact, fold
from models.fiche import Fiche
from models.identifiers import numero_compte
from models.labels import Etat, Regime, Report
from models.tables import Cabinet, Compte, Inscription, Utilisateur

AFTER_ALL_KEYS = "["  # the character that follows Z: 0-9 and A-Z sort before it
SIREN_LENGTH = 9
SHORT_ACCOUNT_LENGTH = 15  # 18 digits less the code of the organisme


@dataclass(frozen=True)
class Criteres:
    """What the list is narrowed to; empty fields narrow nothing.

    `texte` is the live search (name, town, dossier; digits search the numbers), `siren` the
    portal's field « Siren/Siret » and `compte` its « Numéro de compte »: beginnings count.
    """

    texte: str = ""
    siren: str = ""
    compte: str = ""
    regimes: frozenset[Regime] = frozenset()
    etat: Etat | None = None
    report: Report | None = None
    responsable: UUID | None = None
    incomplete: bool = False

    @property
    def est_vide(self) -> bool:
        """Whether the whole portefeuille is listed."""
        return self == Criteres()


class Edge(Enum):
    """The two ends of the list."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Key:
    """The place of a row in the list's order."""

    cle_nom: str
    id: int

    @classmethod
    def of(cls, fiche: Fiche) -> Key:
        """Give the place of `fiche`."""
        return cls(fiche.cle_nom, fiche.id)


@dataclass(frozen=True)
class After:
    """The rows that follow `key`."""

    key: Key


@dataclass(frozen=True)
class Before:
    """The rows that precede `key`."""

    key: Key


@dataclass(frozen=True)
class From:
    """The rows from `key` on, itself included."""

    key: Key


Anchor = Edge | After | Before | From


@dataclass(frozen=True)
class Page:
    """Rows of the list; `start` is the rank of the first one, from 0, among `total`."""

    fiches: tuple[Fiche, ...]
    start: int
    total: int

    @property
    def has_previous(self) -> bool:
        """Whether rows come before this page."""
        return self.start > 0

    @property
    def has_next(self) -> bool:
        """Whether rows come after this page."""
        return self.start + len(self.fiches) < self.total


ORDER = Tuple(Inscription.cle_nom, Inscription.id)


def matching(cabinet: Cabinet, criteres: Criteres) -> ModelSelect[Inscription]:
    """Give the query of the inscriptions of `cabinet` that `criteres` finds, unordered.

    What is removed is listed only while its removal is still to be re-keyed on urssaf.fr.
    """
    query = Inscription.select().where(Inscription.cabinet == cabinet)
    if criteres.report is None:
        query = query.where(Inscription.retire_le.is_null())
    else:
        query = query.where(Inscription.report == criteres.report)
        if criteres.report is Report.FAIT:
            query = query.where(Inscription.retire_le.is_null())
    for condition in _conditions(criteres):
        query = query.where(condition)
    return query


def ordered(query: ModelSelect[Inscription], anchor: Anchor, size: int) -> list[Inscription]:
    """Give at most `size` rows of `query` at `anchor`, in the order of the list."""
    backwards = anchor is Edge.LAST or isinstance(anchor, Before)
    match anchor:
        case After(key):
            query = query.where((key.cle_nom, key.id) < ORDER)
        case Before(key):
            query = query.where((key.cle_nom, key.id) > ORDER)
        case From(key):
            query = query.where((key.cle_nom, key.id) <= ORDER)
        case _:
            pass
    columns = (Inscription.cle_nom, Inscription.id)
    order = [column.desc() for column in columns] if backwards else list(columns)
    rows = list(query.order_by(*order).limit(size))
    return rows[::-1] if backwards else rows


def rank(query: ModelSelect[Inscription], key: Key) -> int:
    """Count the rows of `query` that stand before `key`."""
    before: int = query.where((key.cle_nom, key.id) > ORDER).count()
    return before


def _conditions(criteres: Criteres) -> list[Expression]:
    conditions = [_says(word) for word in _words(criteres.texte)]
    if criteres.siren.strip():
        conditions.append(_has_siren(compact(criteres.siren)))
    if criteres.compte.strip():
        conditions.append(_has_compte(compact(criteres.compte)))
    if criteres.regimes:
        conditions.append(Inscription.regime.in_(sorted(criteres.regimes)))
    if criteres.etat:
        conditions.append(_is_in(criteres.etat))
    if criteres.incomplete:
        nameless = Inscription.raison_sociale == ""
        conditions.append(nameless | _any_compte(Compte.numero_compte.is_null()))
    if criteres.responsable:
        conditions.append(Inscription.responsable.in_(_utilisateur(criteres.responsable)))
    return conditions


def _words(texte: str) -> list[str]:
    """Split a live search: a number however it is spaced is one word."""
    number = compact(texte)
    if number.isascii() and number.isdigit():
        return [number]
    return fold(texte).split()


def _says(word: str) -> Expression:
    named = Inscription.cle_recherche.contains(word)
    if not word.isdigit():
        return named
    return named | _has_siren(word) | _has_compte(word)


def _has_siren(number: str) -> Expression:
    if len(number) <= SIREN_LENGTH:
        company = _begins(Inscription.siren, number) | _begins(Inscription.siren_societe, number)
        return company | _any_compte(_begins(Compte.siret, number))
    return _any_compte(_begins(Compte.siret, number))


def _has_compte(number: str) -> Expression:
    found = _begins(Compte.numero_compte, number)
    if len(number) == SHORT_ACCOUNT_LENGTH:
        whole = fn.LENGTH(Compte.numero_compte) == numero_compte.LENGTH
        found |= whole & (fn.SUBSTR(Compte.numero_compte, 4) == number)
    elif (short := numero_compte.short(number)) != number:
        found |= Compte.numero_compte == short
    return _any_compte(found)


def _begins(column: Field, prefix: str) -> Expression:
    return (column >= prefix) & (column < prefix + AFTER_ALL_KEYS)


def _any_compte(condition: Expression) -> Expression:
    comptes = Compte.select(Compte.inscription).where(condition)
    return Inscription.id.in_(comptes.where(Compte.cabinet == Inscription.cabinet))


def _is_in(etat: Etat) -> Expression:
    actif = _any_compte(Compte.etat == Etat.ACTIF)
    if etat is Etat.ACTIF:
        return actif
    suspendu = _any_compte(Compte.etat == Etat.SUSPENDU)
    found: Expression = ~actif & (suspendu if etat is Etat.SUSPENDU else ~suspendu)
    return found


def _utilisateur(uid: UUID) -> ModelSelect[Utilisateur]:
    return Utilisateur.select(Utilisateur.id).where(Utilisateur.uid == uid)
