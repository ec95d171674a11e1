"""What a table has of a client that is in the portefeuille, and that is missing here.

Nothing is overwritten: what both have, and have otherwise, is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from models.champs import CLIENT, COMPTE
from models.champs.champ import Champ
from models.cleaning import fold
from models.ecarts import PROVED
from models.errors import AlreadyEnrolled, BadFields, Conflict
from models.fiche import Fiche, FicheCompte
from models.identifiers import numero_compte, siret
from models.importation.colonne import label_of
from models.importation.groups import gather
from models.importation.lines import Ligne
from models.importation.verdicts import Examen
from models.importation.words import veiled
from models.labels import Regime, ToDo
from models.saisie import Saisie, SaisieCompte, typed
from models.writing import changes
from models.writing.author import Author, Details
from models.writing.collisions import refuse_doubles, refuse_emptied, refuse_late_proofs
from models.writing.comptes import Held
from models.writing.controle import Controle, ValeursCompte, check

TEXTS = ("siren_societe", "raison_sociale", "civilite", "forme_juridique", "code_dossier", "note")
OF_COMPTE = ("numero_compte", "siret", "code_postal", "ville")
BY_HAND = "douteux dans le tableau, à ajouter à la main (Données du client)."
WHICH = "à quel compte ? À ajouter à la main (Données du client)."


@dataclass(frozen=True)
class Completion:
    """A client, and what is to be added: `saisie` is the whole of it, as it would be saved.

    `added` and `differences` say it, a sentence each; no NIR is in them.
    """

    fiche: Fiche
    saisie: Saisie = field(repr=False)
    added: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is something to add."""
        return bool(self.added)


class _Completing:
    """Puts together what is added, and what differs."""

    def __init__(self, fiche: Fiche, found: Controle, doubted: frozenset[str]) -> None:
        self.fiche = fiche
        self.found = found
        self._doubted = doubted
        self.added: list[str] = []
        self.differences: list[str] = []

    def text(self, name: str, champ: Champ, here: str, there: str) -> str:
        """Give what a field is to be: what is here, else what the table has."""
        if not there or (here and fold(here) == fold(there)):
            return here
        label, shown = label_of(name), veiled(champ.show(there))
        if here:
            self.differences.append(f"{label} : ici {veiled(champ.show(here))}, là {shown}.")
        elif name in self._doubted or shown != champ.show(there):
            self.differences.append(f"{label} : {BY_HAND}")
        else:
            self.added.append(f"{label} : {shown}")
            return there
        return here

    def comptes(self) -> tuple[SaisieCompte, ...]:
        """Give the comptes, completed, and those that are added after them."""
        kept = list(typed(self.fiche).comptes)
        for there in self.found.comptes:
            if (rank := self._rank(there)) is not None:
                kept[rank] = self._compte(kept[rank], self.fiche.comptes[rank], there)
            elif there.numero_compte and not (self._doubts_number or self._may_be_nameless(there)):
                kept.append(self._another(there))
            elif there.numero_compte or there.siret:
                self.differences.append(f"{_number(there)} : {WHICH}")
        return tuple(kept)

    def may_add(self, name: str) -> bool:
        """Tell whether the table has something certain for a field."""
        return bool(_read(self.found, name)) and name not in self._doubted

    @property
    def _doubts_number(self) -> bool:
        return bool(self._doubted & {"numero_compte", "siret"})

    def _rank(self, there: ValeursCompte) -> int | None:
        """Find the compte that the table speaks of, if it is certain."""
        here = self.fiche.comptes
        for rank, one in enumerate(here):
            if one.numero_compte and there.numero_compte:
                if numero_compte.same(one.numero_compte, there.numero_compte):
                    return rank
            elif one.siret and one.siret == there.siret:
                return rank
        alone = len(here) == 1 and len(self.found.comptes) == 1
        return 0 if alone and not _differ(here[0], there) else None

    def _may_be_nameless(self, there: ValeursCompte) -> bool:
        """Tell whether a compte without a number may be the one of the table."""
        return any(not one.numero_compte and not _differ(one, there) for one in self.fiche.comptes)

    def _compte(
        self, kept: SaisieCompte, here: FicheCompte, there: ValeursCompte
    ) -> SaisieCompte:  # fmt: skip
        texts: dict[str, Any] = {}
        for name in OF_COMPTE:
            champ = COMPTE[name]
            value = self.text(name, champ, getattr(here, name), getattr(there, name))
            texts[name] = champ.show(value) if value else getattr(kept, name)
        if here.etat is not there.etat:
            where = f"ici {here.etat.label}, là {there.etat.label}."
            self.differences.append(f"{label_of('etat')} : {where}")
        return replace(kept, **texts)

    def _another(self, there: ValeursCompte) -> SaisieCompte:
        self.added.append(f"Un compte de plus : {_number(there)}")
        texts: dict[str, Any] = {
            name: COMPTE[name].show(getattr(there, name)) for name in OF_COMPTE
        }
        return SaisieCompte(**texts, etat=there.etat)


def completion(examen: Examen, lignes: Sequence[Ligne] = ()) -> Completion:
    """Give what a line adds to the client that is there already, whom it names.

    `lignes` are all those of that client; what is doubtful of one is told, and is not added.
    ValueError for a line whose client is not there.
    """
    fiche, said = examen.fiche, examen.saisie
    if fiche is None:
        raise ValueError
    kept = typed(fiche)
    if said.regime is not fiche.regime:
        # By the account number: what is said of another régime completes nothing.
        where = f"ici {fiche.regime.label}, un autre dans le tableau."
        return Completion(fiche, kept, (), (f"{label_of('regime')} : {where}",))
    found = check(said)
    work = _Completing(fiche, found, _doubted(found, lignes or (examen.ligne,)))
    texts = {
        name: work.text(name, CLIENT[name], getattr(fiche, name), _read(found, name))
        for name in TEXTS
    }
    proofs = _proofs(work, said, kept)
    who = _responsable(work, said)
    _services(work, examen)
    # Of who is inscribed on urssaf.fr, and of whom all is done, a compte more is there too.
    there = said.deja_inscrit and fiche.ecart is ToDo.AUCUN
    shown: dict[str, Any] = {name: CLIENT[name].show(value) for name, value in texts.items()}
    saisie = replace(
        kept, comptes=work.comptes(), responsable=who, deja_inscrit=there, **shown, **proofs
    )
    return Completion(fiche, saisie, tuple(work.added), tuple(work.differences))


def _doubted(found: Controle, lignes: Sequence[Ligne]) -> frozenset[str]:
    """Name the fields of which something is unusual, guessed, or said in two ways."""
    doubts = [*(doubt for one in lignes for doubt in one.doutes), *gather(lignes).doutes]
    unusual = {path.rpartition(".")[2] for path in (*found.warnings, *found.errors)}
    return frozenset({one.champ for one in doubts if one.champ} | unusual)


def _read(found: Controle, name: str) -> str:
    return found.values.get(name, "")


def _proofs(work: _Completing, said: Saisie, kept: Saisie) -> dict[str, Any]:
    """Give the montant, or the NIR, that urssaf.fr will ask for and that is not here."""
    fiche = work.fiche
    proofs = {"montant": kept.montant, "nir": kept.nir}
    if said.deja_inscrit or fiche.ecart not in PROVED:
        return proofs
    if work.may_add("montant") and fiche.montant_centimes is None:
        proofs["montant"] = said.montant
        work.added.append(label_of("montant"))
    if work.may_add("nir") and fiche.nir_masque is None:
        proofs["nir"] = said.nir
        work.added.append(label_of("nir"))
    return proofs


def _responsable(work: _Completing, said: Saisie) -> UUID | None:
    here = work.fiche.responsable
    if said.responsable is None or said.responsable == here:
        return here
    if here is not None:
        work.differences.append(f"{label_of('responsable')} : un autre dans le tableau.")
        return here
    work.added.append(label_of("responsable"))
    return said.responsable


def _services(work: _Completing, examen: Examen) -> None:
    """Tell the boxes that differ: opening one is a change, and nothing that is missing."""
    said = examen.ligne.services
    if said is None or said == work.fiche.services:
        return
    opened, closed = len(said - work.fiche.services), len(work.fiche.services - said)
    where = f"{opened} de plus et {closed} de moins dans le tableau."
    work.differences.append(f"Services : {where}")


def _differ(one: FicheCompte, other: ValeursCompte) -> bool:
    """Tell whether two comptes cannot be one."""
    numbers = one.numero_compte and other.numero_compte
    if numbers and not numero_compte.same(one.numero_compte, other.numero_compte):
        return True
    return bool(one.siret and other.siret and one.siret != other.siret)


def _number(compte: ValeursCompte) -> str:
    if compte.numero_compte:
        return veiled(numero_compte.show(compte.numero_compte))
    return f"Siret {siret.show(compte.siret)}"


def complete(of: Mapping[UUID, Completion], author: Author, held: Held) -> Details | None:
    """Complete one, by the rules of the form; Conflict where they refuse."""
    completion = of[held.row.uid]
    found = check(completion.saisie, editing=True)
    regime = Regime(held.row.regime)
    try:
        found.refuse_if_wrong()
        refuse_emptied(completion.fiche, found)
        refuse_late_proofs(completion.fiche, found)
        had = {one.numero_compte for one in completion.fiche.comptes}
        if any(one.numero_compte not in had for one in found.comptes):
            refuse_doubles(author.cabinet, regime, found, other_than=held.row.uid)
    except (AlreadyEnrolled, BadFields) as refusal:
        raise Conflict(str(refusal)) from None
    return changes.update(author, held, completion.saisie, found)
