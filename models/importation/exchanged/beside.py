"""Whether texts that stand beside one another are likely to be what their titles say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.cleaning import fold
from models.importation.cells import share
from models.reference.communes import is_commune_there
from models.reference.first_names import is_first_name

FEWEST_CLIENTS = 10
"""Clients of a table of which the names tell something together."""
FEWEST_CELLS = 3
HARDLY_ANY = 0.3
_FEWEST_NAMES = 0.5
_FEWEST_CODES = 0.3
_MORE = 0.1
_NEARLY_ALL, _HARDLY = 0.8, 0.2


@dataclass(frozen=True)
class Beside:
    """Some lines of clients: their Sirens, their CPs, and their texts, by the field.

    Each is as long as there are lines; a blank cell is empty.
    """

    clients: Sequence[str]
    codes: Sequence[str]
    texts: Mapping[str, Sequence[str]] = field(repr=False)

    def unlikely(self) -> dict[str, str]:
        """Give the fields whose texts are unlikely to be theirs, and of which these are rather.

        `""` where nothing tells of which.
        """
        found = {name: "ville" for name in self.texts if self._are_towns(name)}
        pairs = [
            (some, others)
            for some, others, test in _PAIRS
            if some in self.texts and others in self.texts
            if test(self.texts[some], self.texts[others])
        ]
        if self._names_vary_less():
            pairs.append(("raison_sociale", "ville"))
        if self._notes_stand_alone():
            pairs.append(("raison_sociale", "note"))
        for some, others in pairs:
            found = {some: others, others: some} | found
        if self._variety("raison_sociale") < _FEWEST_NAMES:
            found.setdefault("raison_sociale", "")
        if self._variety("code_dossier") < _FEWEST_CODES:
            found.setdefault("code_dossier", "")
        return {name: seems for name, seems in found.items() if name in self.texts}

    def _of(self, name: str) -> Sequence[str]:
        """Give the texts of a field, blank where no column is called so."""
        return self.texts.get(name) or [""] * len(self.clients)

    def _variety(self, name: str, beside: str = "") -> float:
        """Give how many words there are for a client, each one's first; 1 where they are few.

        `beside`: of the lines alone that have a text of that field too.
        """
        first = dict[str, str]()
        lines = zip(self._of(name), self.clients, self._of(beside or name), strict=True)
        for cell, who, other in lines:
            if cell and who and other:
                first.setdefault(who, fold(cell))
        return len(set(first.values())) / len(first) if len(first) >= FEWEST_CLIENTS else 1.0

    def _names_vary_less(self) -> bool:
        """Tell whether names come again more than towns do."""
        names = self._variety("raison_sociale", "ville")
        return names + _MORE < self._variety("ville", "raison_sociale")

    def _notes_stand_alone(self) -> bool:
        """Tell whether many lines have a note, and no name."""
        lines = zip(self._of("note"), self._of("raison_sociale"), self._of("nom"), strict=True)
        alone = [note for note, firm, nom in lines if note and not firm and not nom]
        return len(alone) >= max(FEWEST_CELLS, HARDLY_ANY * len(self.clients))

    def _are_towns(self, name: str) -> bool:
        """Tell whether texts go with the CPs of their lines, and the towns there do not."""
        lines = zip(self.codes, self._of(name), self._of("ville"), strict=True)
        known = [(code, text, town) for code, text, town in lines if code]
        there = sum(
            is_commune_there(code, text) and not is_commune_there(code, town)
            for code, text, town in known
        )
        return name != "ville" and there >= max(1, HARDLY_ANY * len(known))


def _both(some: Sequence[str], others: Sequence[str]) -> tuple[list[str], list[str]]:
    pairs = [pair for pair in zip(some, others, strict=True) if all(pair)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _are_prenoms(noms: Sequence[str], prenoms: Sequence[str]) -> bool:
    """Tell whether « Nom » holds first names rather than « Prénom », or that one capitals alone."""
    noms, prenoms = _both(noms, prenoms)
    if share(is_first_name, noms) > share(is_first_name, prenoms) + HARDLY_ANY:
        return True
    return _stand_out(prenoms, noms)


def _stand_out(some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether these are in capitals, and those are not."""
    capitals, written = share(str.isupper, some), share(str.isupper, others)
    return len(some) >= FEWEST_CELLS and capitals >= _NEARLY_ALL and written <= _HARDLY


def _stand_alone(noms: Sequence[str], prenoms: Sequence[str]) -> bool:
    """Tell whether there are first names without a name."""
    filled = [nom for nom, prenom in zip(noms, prenoms, strict=True) if prenom]
    return len(filled) >= FEWEST_CELLS and share(lambda nom: not nom, filled) >= HARDLY_ANY


def _are_longer(firms: Sequence[str], noms: Sequence[str]) -> bool:
    """Tell whether « Nom » holds names of several words, and « Raison sociale » of one."""
    firms, noms = _both(firms, noms)
    several = share(_is_several, noms), share(_is_several, firms)
    return len(firms) >= FEWEST_CELLS and several[0] >= 0.5 and several[1] <= _HARDLY


def _is_several(cell: str) -> bool:
    return len(cell.split()) > 1


def _are_notes(names: Sequence[str], notes: Sequence[str]) -> bool:
    """Tell whether the notes are in capitals, and the names are not."""
    return _stand_out([one for one in notes if one], [one for one in names if one])


_PAIRS = (
    ("nom", "prenom", _are_prenoms),
    ("nom", "prenom", _stand_alone),
    ("raison_sociale", "nom", _are_longer),
    ("raison_sociale", "note", _are_notes),
    ("nom", "note", _are_notes),
    ("ville", "note", _are_notes),
)
