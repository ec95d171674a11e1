"""What a search asks of an inscription, said twice: where an index leads, and of one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from uuid import UUID

from peewee import (
    SQL,
    ColumnBase,
    Expression,
    Field,
    ModelSelect,
    PostgresqlDatabase,
    Select,
    SelectBase,
    Table,
    fn,
)

from models.cleaning import compact, fold
from models.identifiers import numero_compte
from models.labels import Etat
from models.search.criteres import Criteres
from models.search.tiroirs import ID_MASK
from models.tables import Cabinet, Compte, Inscription, Utilisateur
from models.tables.table import database

AFTER_ALL_KEYS = "["  # the character that follows Z: 0-9 and A-Z sort before it
SIREN_LENGTH = 9
SHORT_ACCOUNT_LENGTH = 15  # 18 digits less the code of the organisme
CODE_LENGTH = 3  # of the organisme
FEWEST_DIGITS = 7  # below, a number without its zeros is nobody's
TRIGRAM = 3
MOST_WORDS = 20  # of a text pasted by mistake; each nests the query once more
MOST_TRIGRAMS = 4  # more find little less, and each costs

_BETTER = {
    Etat.ACTIF: (),
    Etat.SUSPENDU: (Etat.ACTIF,),
    Etat.RADIE: (Etat.ACTIF, Etat.SUSPENDU),
}

Mots = Table("inscription_mots")
"""The trigrams of `cle_recherche` (SQLite only); each word follows two spaces."""

PLACE = Mots.c.rowid
ID = PLACE.bin_and(ID_MASK)


@dataclass(frozen=True)
class Condition:
    """One thing that a search asks.

    `parts` select the ids that may satisfy it, each from an index: together they miss none, and
    may hold an id twice or one that `test` refuses. `test` is what is asked of one row. `places`
    is the first part, in the order of the drawers (models.search.tiroirs), where it is kept so, and
    `at_places` is what is asked of the rows there (the other parts miss none of the others).
    `leads`: PostgreSQL finds no index for `test`, and should be led by the parts.
    """

    parts: tuple[SelectBase, ...]
    test: ColumnBase
    places: Select | None = None
    at_places: ColumnBase | None = None
    leads: bool = False

    def among(self, ids: Callable[[ColumnBase], ColumnBase]) -> Condition:
        """Look only at the places whose id answers `ids`."""
        if self.places is None:
            return self
        places = self.places.where(ids(ID))
        return replace(self, places=places, parts=(ids_at(places), *self.parts[1:]))


NOTHING = Condition((), Inscription.id.is_null())
"""What a text asks in which there is nothing to search, such as « & »."""


def conditions(cabinet: Cabinet, criteres: Criteres) -> list[Condition]:
    """Give what `criteres` asks, the report and the removal aside."""
    asked = _said(cabinet, criteres.texte)
    if criteres.siren.strip():
        asked.append(_of_siren(cabinet, compact(criteres.siren)))
    if criteres.compte.strip():
        asked.append(_of_compte(cabinet, compact(criteres.compte)))
    if criteres.regimes:
        regimes = sorted(criteres.regimes)
        one_of = Inscription.regime.concat("").in_(regimes)
        asked.append(_rows(cabinet, Inscription.regime.in_(regimes), one_of))
    if criteres.etat:
        asked = [one.among(_rare(cabinet, criteres.etat)) for one in asked]
        asked.append(_of_etat(cabinet, criteres.etat))
    if criteres.incomplete:
        asked.append(_incomplete(cabinet))
    if criteres.responsable:
        person = _utilisateur(criteres.responsable)
        mine = (Inscription.responsable + 0).in_(person)
        asked.append(_rows(cabinet, Inscription.responsable.in_(person), mine))
    return asked


def _said(cabinet: Cabinet, texte: str) -> list[Condition]:
    """Read a live search: its words are asked together, but for those that may be numbers."""
    words = _words(texte)
    if texte.strip() and not words:
        return [NOTHING]
    letters = [word for word in words if not word.isdigit()]
    asked = [_named(cabinet, letters)] if letters else []
    for number in (word for word in words if word.isdigit()):
        named = _named(cabinet, [number], beside=letters)
        known = _either(_of_siren(cabinet, number), _of_compte(cabinet, number))
        asked.append(_either(named, known))
    return asked


def _words(texte: str) -> list[str]:
    """Split a live search: a number however it is spaced is one word.

    What follows MOST_WORDS words is ignored.
    """
    number = compact(texte)
    if number.isascii() and number.isdigit():
        return [number]
    return fold(texte).split()[:MOST_WORDS]


def _named(cabinet: Cabinet, words: Sequence[str], beside: Sequence[str] = ()) -> Condition:
    """Ask for words in the name, the dossier or the towns: fragments, or beginnings if short.

    The words `beside` are asked by another condition: they lead here too.
    """
    key = Inscription.cle_recherche
    if _on_server():
        test = reduce(and_, (_contains(key, word) for word in words))
        return _rows(cabinet, test, test)
    test = reduce(and_, (_inside(key, word) for word in words))
    grams = (f'"{gram}"' for word in (*words, *beside) for gram in _trigrams(word))
    match = Expression(Mots.c.inscription_mots, "MATCH", " AND ".join(grams))
    places = Mots.select(PLACE.alias("place")).where(match)
    return Condition((ids_at(places),), test, places, test)


def ids_at(places: Select) -> Select:
    """Give the ids that stand at `places`."""
    return places.columns(ID.alias("id"))


def _contains(key: Field, word: str) -> Expression:
    if len(word) >= TRIGRAM:
        return key % f"%{word}%"
    return (key % f"{word}%") | (key % f"% {word}%")


def _inside(key: Field, word: str) -> Expression:
    if len(word) >= TRIGRAM:
        return fn.INSTR(key, word) > 0
    return (fn.INSTR(key, word) == 1) | (fn.INSTR(key, f" {word}") > 0)


def _trigrams(word: str) -> list[str]:
    """Give trigrams of a word, MOST_TRIGRAMS at most; or its beginning after two spaces."""
    padded = word if len(word) >= TRIGRAM else word.rjust(TRIGRAM)
    last = len(padded) - TRIGRAM
    places = {last * step // (MOST_TRIGRAMS - 1) for step in range(MOST_TRIGRAMS)}
    return [padded[at : at + TRIGRAM] for at in sorted(places)]


def _of_siren(cabinet: Cabinet, number: str) -> Condition:
    """Ask for the beginning of a Siren, of that of the firm of a gérant, or of a Siret."""
    by_siret = _comptes(cabinet, _begins(Compte.siret, number), _begun(Compte.siret, number))
    if len(number) > SIREN_LENGTH:
        return by_siret
    # Between whole Siren, whose order is the same in every language: a server that sorts as a
    # dictionary does puts « [ » before the digits, and `siren_societe` is sorted as it likes.
    least, most = (number.ljust(SIREN_LENGTH, digit) for digit in "09")
    of_the_row = (
        _rows(cabinet, column.between(least, most), _begun(column, number))
        for column in (Inscription.siren, Inscription.siren_societe)
    )
    return _either(*of_the_row, by_siret)


def _of_compte(cabinet: Cabinet, number: str) -> Condition:
    """Ask for the beginning of an account number, with or without the code of its organisme.

    People also say it without the zeros after that code, as letters of the Urssaf print it.
    """
    column = Compte.numero_compte
    begun = _comptes(cabinet, _begins(column, number), _begun(column, number))
    if (short := numero_compte.short(number)) != number:
        return _either(begun, _comptes(cabinet, column == short, column == short))
    if len(number) == SHORT_ACCOUNT_LENGTH:
        return _either(begun, _without_code(cabinet, number))
    if not number.isdigit() or not FEWEST_DIGITS <= len(number) < SHORT_ACCOUNT_LENGTH:
        return begun
    filled = number.zfill(SHORT_ACCOUNT_LENGTH)
    whole = number[:CODE_LENGTH] + number[CODE_LENGTH:].zfill(SHORT_ACCOUNT_LENGTH)
    spelled = column.in_((filled, whole))
    return _either(begun, _without_code(cabinet, filled), _comptes(cabinet, spelled, spelled))


def _without_code(cabinet: Cabinet, number: str) -> Condition:
    """Ask for the fifteen digits that follow the code of the organisme."""
    column = Compte.numero_compte
    # Written out, for SQLite to see that its index is about the same.
    is_whole = fn.LENGTH(column) == SQL(str(numero_compte.LENGTH))
    inside = is_whole & (fn.SUBSTR(column, SQL("4")) == number)
    return _comptes(cabinet, inside, inside)


def _of_etat(cabinet: Cabinet, etat: Etat) -> Condition:
    """Ask for the état of an inscription, the best one of its comptes."""
    sought = _is_in(etat)
    test = Compte.etat.concat("") == etat if etat is Etat.ACTIF else sought
    mine = fn.EXISTS(_of_the_row(sought if _on_server() else test))
    there = replace(_comptes(cabinet, sought, test), test=_first_of_all(mine), leads=False)
    if better := _BETTER[etat]:
        none = ~fn.EXISTS(_of_the_row(Compte.etat.concat("").in_(better)))
        there = replace(there, test=there.test & none)
    return there


def _is_in(etat: Etat) -> Expression:
    # Written out, for SQLite to see that its index is about the same.
    sought = Compte.etat == SQL(f"'{etat.value}'")
    return (
        sought
        if etat is Etat.ACTIF or _on_server()
        else sought & (Compte.etat != SQL(f"'{Etat.ACTIF.value}'"))
    )


def _rare(cabinet: Cabinet, etat: Etat) -> Callable[[ColumnBase], ColumnBase]:
    """Ask an id for a compte in an état that few have; anything for the others."""
    if etat is Etat.ACTIF:
        return lambda _: SQL("1")
    mine = Compte.select(SQL("1")).where(Compte.cabinet == cabinet, _is_in(etat))
    return lambda found: _first_of_all(fn.EXISTS(mine.where(Compte.inscription == found)))


def _first_of_all(exists: ColumnBase) -> ColumnBase:
    """Have SQLite ask it where it stands: it would join what EXISTS asks after all the rest."""
    if _on_server():
        return exists
    asked: ColumnBase = exists == SQL("TRUE")
    return asked


def _incomplete(cabinet: Cabinet) -> Condition:
    """Ask for what has no name, or a compte without a number."""
    nameless, numberless = Inscription.raison_sociale == SQL("''"), Compte.numero_compte.is_null()
    return _either(
        _rows(cabinet, nameless, Inscription.raison_sociale.concat("") == ""),
        _comptes(cabinet, numberless, numberless),
    )


def _either(*some: Condition) -> Condition:
    parts = tuple(part for one in some for part in one.parts)
    test = reduce(or_, (one.test for one in some))
    return Condition(parts, test, some[0].places, some[0].at_places, leads=True)


def _begins(column: Field, prefix: str) -> Expression:
    """Look a beginning up in an index."""
    return (column >= prefix) & (column < prefix + AFTER_ALL_KEYS)


def _begun(column: Field, prefix: str) -> Expression:
    """Ask one row for a beginning: no index can answer this, and none is to be led away by it."""
    return fn.SUBSTR(column, 1, len(prefix)) == prefix


def _rows(cabinet: Cabinet, sought: Expression, test: Expression) -> Condition:
    """Ask something of the inscription itself."""
    ids = Inscription.select(Inscription.id).where(Inscription.cabinet == cabinet, sought)
    return Condition((ids,), sought if _on_server() else test)


def _comptes(cabinet: Cabinet, sought: Expression, test: Expression) -> Condition:
    """Ask something of any compte of the inscription."""
    ids = Compte.select(Compte.inscription.alias("id")).where(Compte.cabinet == cabinet, sought)
    mine = _of_the_row(test)
    # PostgreSQL then asks it of one row, instead of reading all the comptes at once.
    return Condition((ids,), fn.EXISTS(mine.offset(0) if _on_server() else mine), leads=True)


def _of_the_row(test: Expression) -> ModelSelect[Compte]:
    mine = (Compte.inscription == Inscription.id) & (Compte.cabinet == Inscription.cabinet)
    return Compte.select(SQL("1")).where(mine & test)


def _on_server() -> bool:
    """Whether PostgreSQL chooses an index for a test, by what it knows of the rows."""
    return isinstance(database.obj, PostgresqlDatabase)


def _utilisateur(uid: UUID) -> ModelSelect[Utilisateur]:
    return Utilisateur.select(Utilisateur.id).where(Utilisateur.uid == uid)
