"""From what was typed to what may be stored: the rules of the fiche, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.champs import CLIENT, COMPTE, PROOFS, ChampsCompte
from models.champs.champ import Champ, Text
from models.errors import BadFields, BadValue
from models.identifiers import numero_compte, siren
from models.labels import Regime
from models.saisie import Saisie, SaisieCompte

LONGEST_MOTIF = 100
"""Characters of what urssaf.fr answered when it refused."""

ACCOUNT_NAMES = {
    Regime.GENERAL: "le numéro de compte employeur",
    Regime.ARTISAN_COMMERCANT: "le numéro de compte Indépendant",
    Regime.PROFESSION_LIBERALE: "le numéro de compte Indépendant",
    Regime.GERANT_MAJORITAIRE: "le numéro de compte du gérant majoritaire",
}


def _in_order(champs: Mapping[str, Champ]) -> list[tuple[str, Champ]]:
    """Give the fields that are typed, numbers first: the first that is wrong is told first."""
    typed = [(name, champ) for name, champ in champs.items() if champ.kind]
    return sorted(typed, key=lambda one: isinstance(one[1].kind, Text))


CLIENT_TEXTS, COMPTE_TEXTS = _in_order(CLIENT | PROOFS), _in_order(COMPTE)


@dataclass(frozen=True)
class ValeursCompte(ChampsCompte):
    """A compte ready to be stored."""

    id: int | None = None


@dataclass
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
        for name, champ in CLIENT_TEXTS:
            put_away = saisie.deja_inscrit and name in PROOFS
            if saisie.regime in champ.regimes and not put_away:
                self._read(name, champ, getattr(saisie, name))
        self.comptes = tuple(
            self._compte(f"comptes.{rank}", compte) for rank, compte in enumerate(saisie.comptes)
        )
        self._doubles()
        self._missing(saisie, editing=editing)

    @property
    def montant_centimes(self) -> int | None:
        """The montant that was read, if any."""
        read = self.values.get("montant")
        return int(read) if read else None

    def _doubles(self) -> None:
        numbers = [compte.numero_compte for compte in self.comptes]
        for rank, number in enumerate(numbers):
            if number and any(numero_compte.same(number, one) for one in numbers[:rank] if one):
                self.errors[f"comptes.{rank}.numero_compte"] = (
                    "Ce numéro de compte est déjà celui d'un autre compte de ce client. "
                    "Saisissez un autre numéro, ou laissez le champ vide."
                )

    def _missing(self, saisie: Saisie, *, editing: bool) -> None:
        regime = saisie.regime
        if regime.a_un_siren and not saisie.siren.strip():
            self.missing["siren"] = "Saisissez le Siren : 9 chiffres, par exemple 732 829 320."
        asked = not (saisie.deja_inscrit or editing)
        if asked and regime is Regime.GENERAL and not saisie.montant.strip():
            self.missing["montant"] = (
                "Saisissez le montant à payer déclaré sur la dernière déclaration, "
                "par exemple 1 234,56. Sans montant dû, saisissez 0."
            )
        if asked and regime.est_independant and not saisie.nir.strip():
            self.missing["nir"] = (
                "Saisissez le numéro de sécurité sociale : 13 chiffres, avec ou sans sa clé."
            )
        if (asked or not regime.a_un_siren) and not saisie.comptes[0].numero_compte.strip():
            self.missing["comptes.0.numero_compte"] = (
                f"Saisissez {ACCOUNT_NAMES[regime]} : 18 chiffres, "
                "comme sur les courriers de l'Urssaf."
            )
        for rank, compte in enumerate(saisie.comptes[1:], start=1):
            named = compte.numero_compte.strip() or compte.siret.strip()
            if compte.id is None and not named:
                self.missing[f"comptes.{rank}.numero_compte"] = (
                    f"Saisissez {ACCOUNT_NAMES[regime]} : 18 chiffres, ou le Siret. "
                    "Sans l'un ni l'autre, rien ne désigne cet autre compte."
                )

    def _compte(self, prefix: str, saisie: SaisieCompte) -> ValeursCompte:
        values = {name: getattr(saisie, name) for name in COMPTE}
        for name, champ in COMPTE_TEXTS:
            values[name] = self._read(f"{prefix}.{name}", champ, values[name])
            if name == "siret":
                self._foreign(f"{prefix}.siret", values[name])
        return ValeursCompte(**values, id=saisie.id)

    def _foreign(self, path: str, shop: str) -> None:
        number = self.values.get("siren")
        if shop and number and not shop.startswith(number):
            self.errors[path] = (
                f"Ce Siret n'est pas celui du Siren {siren.show(number)} : un Siret commence "
                "par les 9 chiffres du Siren. Vérifiez les deux numéros."
            )

    def _read(self, path: str, champ: Champ, typed: str) -> str:
        """Read one field; gives an empty text if it is blank or wrong."""
        if champ.kind is None or not typed.strip():
            self.values[path] = ""
            return ""
        try:
            reading = champ.kind.read(typed)
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
