"""What the critères of a list ask of an inscription, for either engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Protocol
from uuid import UUID

from peewee import SQL, ColumnBase, Expression, Select, SelectBase, fn

from models.cleaning import compact, fold
from models.identifiers import numero_compte, siren
from models.labels import Etat, Service
from models.search.criteres import Criteres, Donnee, Trait
from models.search.listed import Listed
from models.search.order import Way
from models.tables import Compte, Inscription, Utilisateur

AFTER_ALL_KEYS = "["  # the character that follows Z: 0-9 and A-Z sort before it
SIREN_LENGTH = 9
SHORT_ACCOUNT_LENGTH = 15  # 18 digits less the code of the organisme
CODE_LENGTH = 3  # of the organisme
FEWEST_DIGITS = 7  # below, a number without its zeros is nobody's
AMPERSAND = "et"
MOST_WORDS = 20  # of a text pasted by mistake; each nests the query once more

# What a partial index is about is written out, for SQLite to see that the query asks the same.
NO_NAME, WHOLE, AFTER_CODE = SQL("''"), SQL(str(numero_compte.LENGTH)), SQL(str(CODE_LENGTH + 1))
TRUE, FIRST = SQL("TRUE"), SQL("1")
HOLDER = Compte.inscription.alias("id")
OF_ROW = Compte.select(FIRST).where(
    Compte.inscription == Inscription.id, Compte.cabinet == Inscription.cabinet
)
"""The comptes of the inscription that is looked at."""

BETTER = {
    Etat.ACTIF: (),
    Etat.SUSPENDU: (Etat.ACTIF,),
    Etat.RADIE: (Etat.ACTIF, Etat.SUSPENDU),
}


@dataclass(frozen=True)
class Condition:
    """One thing that a search asks, in two ways.

    `ids` select inscriptions, each from an index: together they miss none of those wanted, but
    may give one twice, or one too many. `test` is asked of one row. `places` is the first of
    `ids` where SQLite has it in the order of the list. `leads`: PostgreSQL finds no index for
    `test`, and should be led by `ids`. `scans`: `ids` are found by asking every row of the list.
    """

    ids: tuple[SelectBase, ...]
    test: ColumnBase
    places: Select | None = None
    leads: bool = False
    scans: bool = False


class Finder(Protocol):
    """What each engine does in its own way."""

    def words(self, words: Sequence[str], beside: Sequence[str] = ()) -> Condition:
        """Ask for words in the name, the dossier or the towns.

        Three letters are a fragment; fewer begin a word. Another condition asks the words
        `beside`: they may help to find these.
        """

    def in_etat(self, etat: Etat) -> Expression:
        """Ask a compte for its état, by the index of those that are not actifs."""

    def way(self, listed: Listed, asked: Sequence[Condition]) -> Way:
        """Choose the way through the inscriptions of a list that meet all conditions."""


NOWHERE = Inscription.id.is_null()
NOTHING = Condition((Inscription.select(Inscription.id).where(NOWHERE),), NOWHERE)
"""What a text asks in which there is nothing to search, such as « & »."""


def conditions(listed: Listed, criteres: Criteres, finder: Finder) -> list[Condition]:
    """Give what `criteres` asks; the report and the removal are for `Listed`."""
    cabinet_id = listed.cabinet_id
    asked = _of_texte(cabinet_id, criteres.texte, finder) if criteres.texte.strip() else []
    if criteres.siren.strip():
        number = siren.digits_of(criteres.siren) or compact(criteres.siren)
        asked.append(_any_of(cabinet_id, *_sirens(number)))
    if criteres.compte.strip():
        asked.append(_any_of(cabinet_id, [], _numeros(compact(criteres.compte))))
    if criteres.regimes:
        asked.append(_any_of(cabinet_id, [Inscription.regime.in_(sorted(criteres.regimes))]))
    if criteres.etats and criteres.etats != frozenset(Etat):
        asked.append(_of_etats(cabinet_id, criteres.etats, finder))
    if criteres.responsables:
        asked.append(_of_responsables(cabinet_id, criteres.responsables))
    return asked + _of_traits(listed, criteres.avec - criteres.sans, criteres.sans - criteres.avec)


def _of_etats(cabinet_id: int, etats: frozenset[Etat], finder: Finder) -> Condition:
    """Ask for one of several états."""
    worst = max(etats, key=list(Etat).index)
    if len(etats) > 1 and etats.issuperset(BETTER[worst]):
        return replace(_any_of(cabinet_id, [], [Compte.etat.in_(sorted(etats))]), leads=False)
    some = [_of_etat(cabinet_id, etat, finder) for etat in etats]
    if len(some) == 1:
        return some[0]
    ids = tuple(one for condition in some for one in condition.ids)
    return Condition(ids, reduce(or_, (condition.test for condition in some)))


def _of_responsables(cabinet_id: int, uids: frozenset[UUID | None]) -> Condition:
    """Ask for the people, or for nobody."""
    people = Utilisateur.select(Utilisateur.id).where(Utilisateur.uid.in_(list(uids - {None})))
    own = [Inscription.responsable.in_(people)] if uids - {None} else []
    if None in uids:
        own.append(Inscription.responsable.is_null())
    return replace(_any_of(cabinet_id, own), leads=False)


def _of_traits(
    listed: Listed, present: frozenset[Trait], absent: frozenset[Trait]
) -> list[Condition]:
    """Ask for what a client has, and for what it has not: the boxes all at once."""
    asked = []
    opened = sum(one.bit for one in present if isinstance(one, Service))
    if mask := opened + sum(one.bit for one in absent if isinstance(one, Service)):
        asked.append(of_rows(listed, Inscription.services.bin_and(mask) == opened))
    for one in Donnee:
        if one in absent:
            asked.append(_any_of(listed.cabinet_id, *_lacks(one)))
        elif one in present:
            asked.append(_has(listed, one))
    return asked


def _lacks(donnee: Donnee) -> tuple[list[Expression], list[Expression]]:
    """Ask for what is missing, of the inscription or of one of its comptes."""
    nameless, numberless = Inscription.raison_sociale == NO_NAME, Compte.numero_compte.is_null()
    if donnee is Donnee.NOM:
        return [nameless], []
    if donnee is Donnee.SIRET:
        return [], [Compte.siret.is_null()]
    return [nameless], [numberless]


def _has(listed: Listed, donnee: Donnee) -> Condition:
    """Ask that nothing is missing."""
    test = ~_any_of(listed.cabinet_id, *_lacks(donnee)).test
    if donnee is Donnee.NOM:
        return of_rows(listed, test)
    column = Compte.siret if donnee is Donnee.SIRET else Compte.numero_compte
    return replace(_any_of(listed.cabinet_id, [], [column.is_null(False)]), test=test)


def of_rows(listed: Listed, test: ColumnBase) -> Condition:
    """Ask of each row what the index of the names answers (migration 0008)."""
    rows = Inscription.select(Inscription.id).where(*listed.tests, test)
    return Condition((rows,), test, scans=True)


def _of_texte(cabinet_id: int, texte: str, finder: Finder) -> list[Condition]:
    """Read a live search: its words are asked together, but for those that may be numbers.

    A number is one word, however it is spaced; what follows MOST_WORDS words is ignored.
    """
    number = siren.digits_of(texte)
    words = [number] if number else fold(texte).split()[:MOST_WORDS]
    letters = [word for word in words if not word.isdigit()]
    # « & » is no word, so that the word for it finds nothing that it stands in.
    letters = [word for word in letters if word != AMPERSAND] or letters
    asked = [finder.words(letters)] if letters else []
    for digits in (word for word in words if word.isdigit()):
        own, sirets = _sirens(digits)
        known = _any_of(cabinet_id, own, [*sirets, *_numeros(digits)])
        word = finder.words([digits], beside=letters)
        asked.append(Condition((*word.ids, *known.ids), word.test | known.test, leads=True))
    return asked or [NOTHING]


def _sirens(number: str) -> tuple[list[Expression], list[Expression]]:
    """Ask for the beginning of a Siren (or that of the firm of a gérant), and of a Siret."""
    sirets = [Compte.siret.between(number, number + AFTER_ALL_KEYS)]
    if len(number) > SIREN_LENGTH:
        return [], sirets
    # Between whole Siren, whose order is the same in every language: a server that sorts as a
    # dictionary does puts « [ » before the digits, and `siren_societe` is sorted as it likes.
    least, most = (number.ljust(SIREN_LENGTH, digit) for digit in "09")
    columns = (Inscription.siren, Inscription.siren_societe)
    return [column.between(least, most) for column in columns], sirets


def _numeros(number: str) -> list[Expression]:
    """Ask for the beginning of an account number, with or without the code of its organisme.

    People also say it without the zeros after that code, as letters of the Urssaf print it.
    """
    column = Compte.numero_compte
    spellings = [column.between(number, number + AFTER_ALL_KEYS)]
    if (short := numero_compte.short(number)) != number:
        return [*spellings, column == short]
    if number.isdigit() and FEWEST_DIGITS <= len(number) < SHORT_ACCOUNT_LENGTH:
        whole = number[:CODE_LENGTH] + number[CODE_LENGTH:].zfill(SHORT_ACCOUNT_LENGTH)
        number = number.zfill(SHORT_ACCOUNT_LENGTH)
        spellings.append(column.in_((number, whole)))
    if len(number) == SHORT_ACCOUNT_LENGTH:
        after_code = fn.SUBSTR(column, AFTER_CODE) == number
        spellings.append((fn.LENGTH(column) == WHOLE) & after_code)
    return spellings


def _of_etat(cabinet_id: int, etat: Etat, finder: Finder) -> Condition:
    """Ask for the état of an inscription, the best one of its comptes."""
    sought = finder.in_etat(etat)
    # LIMIT: SQLite asks it of the row that it looks at; PostgreSQL knows that it means nothing.
    test = fn.EXISTS(OF_ROW.where(sought).limit(FIRST))
    if better := BETTER[etat]:
        # Written so that PostgreSQL does not guess how many there are: it would guess wrong.
        better_one = Compte.etat.concat("").in_(better)
        test &= ~fn.EXISTS(OF_ROW.where(better_one).limit(FIRST))
    return replace(_any_of(cabinet_id, [], [sought]), test=test, leads=False)


def _any_of(
    cabinet_id: int, own: Sequence[Expression], comptes: Sequence[Expression] = ()
) -> Condition:
    """Ask any of these: `own` of the inscription itself, `comptes` of one of its comptes."""
    mine, theirs = Inscription.cabinet == cabinet_id, Compte.cabinet == cabinet_id
    ids: list[SelectBase] = [
        *(Inscription.select(Inscription.id).where(mine, sought) for sought in own),
        *(Compte.select(HOLDER).where(theirs, sought) for sought in comptes),
    ]
    # Compared: SQLite would look it up in an index, instead of asking it of the row.
    tests: list[ColumnBase] = [sought == TRUE for sought in own]
    if comptes:
        # OFFSET: PostgreSQL would look all of them up, instead of those of the row.
        tests.append(fn.EXISTS(OF_ROW.where(reduce(or_, comptes) == TRUE).offset(0)))
    return Condition(tuple(ids), reduce(or_, tests), leads=len(ids) > 1 or bool(comptes))
