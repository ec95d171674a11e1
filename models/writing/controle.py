"""From what was typed to what may be stored: the rules of the fiche, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from models.cleaning import clean_text
from models.errors import BadFields, BadValue
from models.identifiers import montant, nir, numero_compte, siren, siret
from models.identifiers.reading import Reading
from models.labels import Etat, Regime
from models.saisie import Saisie, SaisieCompte

LONGEST = {
    "raison_sociale": 120,
    "civilite": 10,
    "forme_juridique": 20,
    "code_dossier": 20,
    "note": 200,
    "ville": 60,
    "report_motif": 100,
}
ACCOUNT_NAMES = {
    Regime.GENERAL: "le numéro de compte employeur",
    Regime.ARTISAN_COMMERCANT: "le numéro de compte Indépendant",
    Regime.PROFESSION_LIBERALE: "le numéro de compte Indépendant",
    Regime.GERANT_MAJORITAIRE: "le numéro de compte du gérant majoritaire",
}
CODE_POSTAL = re.compile(r"[0-9]{5}")


@dataclass(frozen=True)
class ValeursCompte:
    """A compte ready to be stored."""

    numero_compte: str | None
    siret: str | None
    etat: Etat
    code_postal: str
    ville: str
    id: int | None = None


@dataclass
class Controle:
    """What the rules found in a saisie, by field (`comptes.0.siret` for the first compte's).

    `values` holds what may be stored for the fields without error. `errors` cannot be;
    `missing` is asked by the fiche and empty; `warnings` is unusual and has to be accepted;
    `notes` says how a paste was understood.
    """

    values: dict[str, str] = field(default_factory=dict, repr=False)
    montant_centimes: int | None = field(default=None, repr=False)
    comptes: tuple[ValeursCompte, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def refuse_if_wrong(self) -> None:
        """Raise BadFields if a field is wrong or missing, in the order of the form."""
        if sentences := self.errors | self.missing:
            raise BadFields(sentences)

    def read(self, saisie: Saisie, *, editing: bool) -> None:
        """Read every field of `saisie` into values, errors, warnings and notes."""
        read_siren = None
        if saisie.regime.a_un_siren:
            read_siren = self._number("siren", saisie.siren, siren.read)
        else:
            self._number("siren_societe", saisie.siren_societe, siren.read)
        if not saisie.deja_inscrit:
            self._proofs(saisie)
        for name in ("raison_sociale", "civilite", "forme_juridique", "code_dossier", "note"):
            self._text(name, getattr(saisie, name), LONGEST[name])
        self.comptes = tuple(
            self._compte(f"comptes.{rank}", compte, read_siren)
            for rank, compte in enumerate(saisie.comptes)
        )
        self._doubles()
        self._missing(saisie, editing=editing)

    def _proofs(self, saisie: Saisie) -> None:
        if saisie.regime.est_independant:
            self._number("nir", saisie.nir, nir.read)
        elif saisie.regime is Regime.GENERAL and saisie.montant.strip():
            try:
                self.montant_centimes = montant.read(saisie.montant)
            except BadValue as refusal:
                self.errors["montant"] = str(refusal)

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

    def _number(self, name: str, text: str, read: Callable[[str], Reading]) -> str | None:
        if not text.strip():
            return None
        try:
            reading = read(text)
        except BadValue as refusal:
            self.errors[name] = str(refusal)
            return None
        self.values[name] = reading.value
        if reading.warnings:
            self.warnings[name] = reading.warnings
        if reading.notes:
            self.notes[name] = reading.notes
        return reading.value

    def _text(self, name: str, text: str, longest: int) -> str:
        try:
            self.values[name] = clean_text(text, longest=longest)
        except BadValue as refusal:
            self.errors[name] = str(refusal)
        return self.values.get(name, "")

    def _compte(self, prefix: str, saisie: SaisieCompte, siren_read: str | None) -> ValeursCompte:
        number = self._number(f"{prefix}.numero_compte", saisie.numero_compte, numero_compte.read)
        shop = self._number(f"{prefix}.siret", saisie.siret, siret.read)
        if shop and siren_read and not shop.startswith(siren_read):
            self.errors[f"{prefix}.siret"] = (
                f"Ce Siret n'est pas celui du Siren {siren.show(siren_read)} : un Siret commence "
                "par les 9 chiffres du Siren. Vérifiez les deux numéros."
            )
        return ValeursCompte(
            numero_compte=number,
            siret=shop,
            etat=saisie.etat,
            code_postal=self._code_postal(f"{prefix}.code_postal", saisie.code_postal),
            ville=self._text(f"{prefix}.ville", saisie.ville, LONGEST["ville"]),
            id=saisie.id,
        )

    def _code_postal(self, name: str, text: str) -> str:
        code = "".join(text.split())
        if code and not CODE_POSTAL.fullmatch(code):
            self.errors[name] = "Le code postal comporte 5 chiffres, par exemple 09110."
            return ""
        return code


def check(saisie: Saisie, *, editing: bool = False) -> Controle:
    """Look at what was typed; `editing` an existing client asks for no proof again."""
    found = Controle()
    found.read(saisie, editing=editing)
    return found
