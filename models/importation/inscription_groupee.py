"""Many clients inscribed at once: what each line would do."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum

from models.errors import BadValue
from models.identifiers import nir, numero_compte, siren
from models.importation.collage import Ligne
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.wording import show_date
from models.writing.controle import check


class Statut(Enum):
    """What may be done of a line."""

    PRETE = "Prête"
    DOUTE = "À vérifier"
    DEJA = "Déjà inscrit"
    ERREUR = "Erreur"


@dataclass(frozen=True)
class Examen:
    """A line, what may be done of it, and the sentence that says why."""

    ligne: Ligne
    saisie: Saisie
    statut: Statut
    phrase: str = ""
    anew: bool = False
    """Whether it was removed, and is still to be résilié: inscribed anew, it takes that over."""

    @property
    def number(self) -> str:
        """The Siren, else the account number, laid out when it can be read; never a NIR."""
        with suppress(BadValue):
            return nir.mask(nir.read(self.saisie.siren or self._compte).value)
        try:
            if self.saisie.siren:
                return siren.show(siren.read(self.saisie.siren).value)
            return numero_compte.show(numero_compte.read(self._compte).value)
        except BadValue:
            return self.saisie.siren or self._compte

    @property
    def _compte(self) -> str:
        return self.saisie.comptes[0].numero_compte


def examine(
    portefeuille: Portefeuille, lignes: Iterable[Ligne], *, deja_inscrit: bool
) -> tuple[Examen, ...]:
    """Look at each line as if it were to be saved; nothing is written.

    `deja_inscrit`: on urssaf.fr already, so that neither montant nor NIR is asked, nor kept.
    """
    seen: dict[tuple[str, str], int] = {}
    return tuple(_examen(portefeuille, ligne, seen, deja_inscrit) for ligne in lignes)


def _examen(
    portefeuille: Portefeuille,
    ligne: Ligne,
    seen: dict[tuple[str, str], int],
    deja_inscrit: bool,
) -> Examen:
    saisie = replace(ligne.saisie, deja_inscrit=deja_inscrit)
    controle = check(saisie)
    wrong = (ligne.faute, *controle.errors.values(), *controle.missing.values())
    if sentence := next(filter(None, wrong), ""):
        return Examen(ligne, saisie, Statut.ERREUR, sentence)
    number = controle.comptes[0].numero_compte or ""
    keys = [(saisie.regime.value, controle.values.get("siren", "")), ("compte", number)]
    for key in keys:
        if key[1] and seen.setdefault(key, ligne.numero) != ligne.numero:
            what = "numéro de compte" if key[0] == "compte" else "Siren"
            sentence = f"Même {what} que la ligne {seen[key]}."
            return Examen(ligne, saisie, Statut.ERREUR, sentence)
    same_siren = portefeuille.with_siren(controle.values.get("siren", ""))
    holder = next((one for one in same_siren if one.regime is saisie.regime), None)
    holder = holder or (portefeuille.with_compte(number) if number else None)
    if holder is not None:
        who = holder.nom or holder.designation
        sentence = f"Dans votre portefeuille depuis le {show_date(holder.cree_le)} : {who}."
        return Examen(ligne, saisie, Statut.DEJA, sentence)
    waits = portefeuille.waiting_to_end(controle.values.get("siren", ""), saisie.regime)
    doubts = [ligne.doute, *(sentence for some in controle.warnings.values() for sentence in some)]
    doubts += [f"{waits} La corbeille le restaure."] if waits else []
    if sentence := " ".join(filter(None, doubts)):
        return Examen(ligne, saisie, Statut.DOUTE, sentence, anew=waits is not None)
    notes = " ".join(sentence for some in controle.notes.values() for sentence in some)
    return Examen(ligne, saisie, Statut.PRETE, notes)
