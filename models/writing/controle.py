"""From what was typed to what may be stored: the rules of the fiche, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from models.champs import CLIENT, COMPTE, PROOFS, ChampsCompte
from models.champs.champ import Champ, Kind, Text
from models.errors import BadFields, BadValue
from models.identifiers import montant, nir, numero_compte, siren
from models.identifiers.reading import Reading, missing
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte

LONGEST_MOTIF = 100
"""Characters of what urssaf.fr answered when it refused."""

DOUBLE = (
    "Ce numéro de compte est déjà celui d'un autre compte de ce client. "
    "Saisissez un autre numéro, ou laissez le champ vide."
)


_RECURRING = 1_024
"""Texts of a field that are remembered: more than a cabinet has towns, or formes."""

ACCOUNT_NAMES = {
    Regime.GENERAL: "le numéro de compte employeur",
    Regime.ARTISAN_COMMERCANT: "le numéro de compte Indépendant",
    Regime.PROFESSION_LIBERALE: "le numéro de compte Indépendant",
    Regime.GERANT_MAJORITAIRE: "le numéro de compte du gérant majoritaire",
}


Read = Callable[[str], Reading]


def _in_order(champs: Mapping[str, Champ]) -> list[tuple[str, Read]]:
    """Give how the fields that are typed are read, numbers first: what is wrong is told so."""
    kinds = [(name, champ.kind) for name, champ in champs.items() if champ.kind]
    return [(name, _reader(kind)) for name, kind in sorted(kinds, key=lambda one: _is_text(one[1]))]


def _is_text(kind: object) -> bool:
    return isinstance(kind, Text)


def _reader(kind: Kind) -> Read:
    """Give what reads a field: the towns and the formes of a table are read once for many lines."""
    return lru_cache(_RECURRING)(kind.read) if kind.recurs else kind.read


def _asked(regime: Regime, *, deja_inscrit: bool) -> list[tuple[str, Read]]:
    champs = CLIENT if deja_inscrit else CLIENT | PROOFS
    return _in_order({name: champ for name, champ in champs.items() if regime in champ.regimes})


CLIENT_TEXTS = {
    (regime, deja): _asked(regime, deja_inscrit=deja) for regime in Regime for deja in (False, True)
}
"""Of a régime, and of who is inscribed already: for an import, looked at only once."""

COMPTE_TEXTS = _in_order(COMPTE)
_COMPTE_CHOSEN = [name for name, champ in COMPTE.items() if champ.kind is None]


@lru_cache(64)
def _compte_texts(rank: int) -> list[tuple[str, str, Read]]:
    """Give the path, the name and the reading of the texts of the compte of this rank."""
    return [(f"comptes.{rank}.{name}", name, read) for name, read in COMPTE_TEXTS]


def read_motif(typed: str) -> str:
    """Read what urssaf.fr answered; BadValue if it is too long, or holds a NIR."""
    return Text(LONGEST_MOTIF, example="dossier incomplet").read(typed).value


@dataclass(frozen=True, slots=True)
class ValeursCompte(ChampsCompte):
    """A compte ready to be stored."""

    id: int | None = None


@dataclass(slots=True)
class Controle:
    """What the rules found in a saisie, by field (`comptes.0.siret` for the first compte's).

    `values` holds what may be stored for the fields without error, empty where nothing is typed.
    `errors` cannot be; `missing` is asked by the fiche and empty; `warnings` is unusual and has
    to be accepted; `notes` says how a paste was understood.
    """

    values: dict[str, str] = field(default_factory=dict, repr=False)
    comptes: tuple[ValeursCompte, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def refuse_if_wrong(self) -> None:
        """Raise BadFields if a field is wrong or missing: what is wrong is told first."""
        if sentences := self.errors | self.missing:
            raise BadFields(sentences)

    def read(self, saisie: Saisie, *, editing: bool) -> None:
        """Read every field of `saisie` into values, errors, warnings and notes."""
        for name, read in CLIENT_TEXTS[saisie.regime, saisie.deja_inscrit]:
            self._read(name, read, getattr(saisie, name))
        self.comptes = tuple(
            self._compte(rank, compte) for rank, compte in enumerate(saisie.comptes)
        )
        self._doubles()
        self._missing(saisie, editing=editing)

    @property
    def montant_centimes(self) -> int | None:
        """The montant that was read, if any."""
        read = self.values.get("montant")
        return int(read) if read else None

    def _doubles(self) -> None:
        if len(self.comptes) < 2:
            return
        numbers = [compte.numero_compte for compte in self.comptes]
        for rank, number in enumerate(numbers):
            if number and any(numero_compte.same(number, one) for one in numbers[:rank] if one):
                self.errors[f"comptes.{rank}.numero_compte"] = DOUBLE

    def _missing(self, saisie: Saisie, *, editing: bool) -> None:
        regime = saisie.regime
        if regime.a_un_siren and not saisie.siren.strip():
            self.missing["siren"] = missing("le Siren", siren.LENGTH, siren.EXAMPLE)
        asked = not (saisie.deja_inscrit or editing)
        if asked and regime is Regime.GENERAL and not saisie.montant.strip():
            self.missing["montant"] = (
                "Saisissez le montant à payer déclaré sur la dernière déclaration, "
                f"par exemple {montant.EXAMPLE}. Sans montant dû, saisissez 0."
            )
        if asked and regime.est_independant and not saisie.nir.strip():
            self.missing["nir"] = nir.MISSING
        if (asked or not regime.a_un_siren) and not saisie.comptes[0].numero_compte.strip():
            self.missing["comptes.0.numero_compte"] = numero_compte.missing(ACCOUNT_NAMES[regime])
        for rank, compte in enumerate(saisie.comptes[1:], start=1):
            named = compte.numero_compte.strip() or compte.siret.strip()
            if compte.id is None and not named:
                self.missing[f"comptes.{rank}.numero_compte"] = (
                    f"Saisissez {ACCOUNT_NAMES[regime]} : 18 chiffres, ou le Siret. "
                    "Sans l'un ni l'autre, rien ne désigne cet autre compte."
                )

    def _compte(self, rank: int, saisie: SaisieCompte) -> ValeursCompte:
        values: dict[str, Any] = {name: getattr(saisie, name) for name in _COMPTE_CHOSEN}
        for path, name, read in _compte_texts(rank):
            values[name] = self._read(path, read, getattr(saisie, name))
            if name == "siret":
                self._foreign(path, values[name])
        return ValeursCompte(**values, id=saisie.id)

    def _foreign(self, path: str, shop: str) -> None:
        number = self.values.get("siren")
        if shop and number and not shop.startswith(number):
            self.errors[path] = (
                f"Ce Siret n'est pas celui du Siren {siren.show(number)} : un Siret commence "
                "par les 9 chiffres du Siren. Vérifiez les deux numéros."
            )

    def _read(self, path: str, read: Read, typed: str) -> str:
        """Read one field; gives an empty text if it is blank or wrong."""
        if not typed or typed.isspace():
            self.values[path] = ""
            return ""
        try:
            reading = read(typed)
        except BadValue as refusal:
            self.errors[path] = str(refusal)
            return ""
        self.values[path] = reading.value
        if reading.warnings:
            self.warnings[path] = reading.warnings
        if reading.notes:
            self.notes[path] = reading.notes
        return reading.value


def check(saisie: Saisie, *, editing: bool = False) -> Controle:
    """Look at what was typed; `editing` an existing client asks for no proof again."""
    found = Controle()
    found.read(saisie, editing=editing)
    return found
