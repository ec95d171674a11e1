"""What the critères of a list ask of an inscription, for either engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Protocol

from peewee import SQL, ColumnBase, Expression, Select, SelectBase, fn

from models.cleaning import compact, fold
from models.identifiers import numero_compte
from models.labels import Etat
from models.search.criteres import Criteres
from models.search.listed import Listed
from models.search.order import Way
from models.tables import Compte, Inscription, Utilisateur

AFTER_ALL_KEYS = "["  # the character that follows Z: 0-9 and A-Z sort before it
SIREN_LENGTH = 9
SHORT_ACCOUNT_LENGTH = 15  # 18 digits less the code of the organisme
CODE_LENGTH = 3  # of the organisme
FEWEST_DIGITS = 7  # below, a number without its zeros is nobody's
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
    `test`, and should be led by `ids`.
    """

    ids: tuple[SelectBase, ...]
    test: ColumnBase
    places: Select | None = None
    leads: bool = False


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


def conditions(cabinet_id: int, criteres: Criteres, finder: Finder) -> list[Condition]:
    """Give what `criteres` asks; the report and the removal are for `Listed`."""
    asked = _of_texte(cabinet_id, criteres.texte, finder) if criteres.texte.strip() else []
    if criteres.siren.strip():
        asked.append(_any_of(cabinet_id, *_sirens(compact(criteres.siren))))
    if criteres.compte.strip():
        asked.append(_any_of(cabinet_id, [], _numeros(compact(criteres.compte))))
    if criteres.regimes:
        asked.append(_any_of(cabinet_id, [Inscription.regime.in_(sorted(criteres.regimes))]))
    if criteres.etat:
        asked.append(_of_etat(cabinet_id, criteres.etat, finder))
    if criteres.incomplete:
        nameless, numberless = Inscription.raison_sociale == NO_NAME, Compte.numero_compte.is_null()
        asked.append(_any_of(cabinet_id, [nameless], [numberless]))
    if criteres.responsable:
        person = Utilisateur.select(Utilisateur.id).where(Utilisateur.uid == criteres.responsable)
        asked.append(_any_of(cabinet_id, [Inscription.responsable.in_(person)]))
    return asked


def _of_texte(cabinet_id: int, texte: str, finder: Finder) -> list[Condition]:
    """Read a live search: its words are asked together, but for those that may be numbers.

    A number is one word, however it is spaced; what follows MOST_WORDS words is ignored.
    """
    number = compact(texte)
    is_number = number.isascii() and number.isdigit()
    words = [number] if is_number else fold(texte).split()[:MOST_WORDS]
    letters = [word for word in words if not word.isdigit()]
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
