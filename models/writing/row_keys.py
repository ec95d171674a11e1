"""The keys that are kept of a client: what orders the list, the words that find it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.champs import CLIENT, COMPTE
from models.champs.champ import Searched
from models.cleaning import elided, fold
from models.tables import Compte, Inscription
from models.writing.controle import ValeursCompte

SEARCHED, SEARCHED_OF_COMPTE = (
    [name for name, champ in champs.items() if champ.searched is Searched.WORDS]
    for champs in (CLIENT, COMPTE)
)


def set_keys(row: Inscription, comptes: Sequence[ValeursCompte | Compte]) -> None:
    """Make the keys anew from the fields of `row`, and of all its `comptes`.

    If other words are to be kept than before, a migration makes those of the rows that are there.
    """
    texts = [getattr(row, name) or "" for name in SEARCHED]
    for name in SEARCHED_OF_COMPTE:
        texts += dict.fromkeys(getattr(compte, name) for compte in comptes)
    folded = {text: fold(text) for text in texts}
    row.cle_nom = folded[row.raison_sociale]
    row.cle_dossier = folded[row.code_dossier or ""]
    row.cle_ville = folded[comptes[0].ville] if comptes else ""
    row.cle_recherche = _words(texts, folded)


def words_of(texts: Sequence[str]) -> str:
    """Give the words by which texts are searched: folded, then those with an apostrophe again."""
    return _words(texts, {text: fold(text) for text in texts})


def _words(texts: Sequence[str], folded: Mapping[str, str]) -> str:
    return " ".join(filter(None, (*(folded[text] for text in texts), *map(elided, texts))))
