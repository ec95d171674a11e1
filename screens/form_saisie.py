"""What the form of a client holds: texts as a person sees them, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.controle import Controle
from models.fiche import Fiche, FicheCompte
from models.identifiers import montant, nir, numero_compte, siren, siret
from models.saisie import Saisie, SaisieCompte
from screens.widgets.message_line import Kind

SHOW: dict[str, Callable[[str], str]] = {
    "siren_societe": siren.show,
    "nir": nir.show,
    "numero_compte": numero_compte.show,
    "siret": siret.show,
}


@dataclass(frozen=True)
class Remark:
    """What is to be said of one field."""

    kind: Kind
    sentence: str


def remark_on(name: str, found: Controle, *, required: bool) -> Remark | None:
    """Give what the rules found about a field; that it is empty, only if `required`."""
    if error := found.errors.get(name) or (required and found.missing.get(name)):
        return Remark("error", error)
    if warnings := found.warnings.get(name):
        return Remark("warning", " ".join(warnings))
    if notes := found.notes.get(name):
        return Remark("info", " ".join(notes))
    return None


def shown(name: str, found: Controle) -> str | None:
    """Write the value of a field as the screen shows it; None if there is none that is right."""
    if name == "montant":
        cents = found.montant_centimes
        return None if cents is None else amount(cents)
    if name in found.errors or name not in found.values:
        return None
    show = SHOW.get(last_part(name))
    return show(found.values[name]) if show else found.values[name]


def amount(cents: int) -> str:
    """Write `1 234,56`: the field has its own €."""
    return montant.show(cents).removesuffix("\u00a0€")


def typed_of(fiche: Fiche) -> Saisie:
    """Give what a person would have typed to obtain this fiche, but for its NIR."""
    cents = fiche.montant_centimes
    return Saisie(
        fiche.regime,
        siren=fiche.siren or "",
        siren_societe=siren.show(fiche.siren_societe) if fiche.siren_societe else "",
        montant="" if cents is None else amount(cents),
        raison_sociale=fiche.raison_sociale,
        civilite=fiche.civilite or "",
        forme_juridique=fiche.forme_juridique or "",
        code_dossier=fiche.code_dossier or "",
        responsable=fiche.responsable,
        note=fiche.note,
        services=fiche.services,
        comptes=tuple(map(_typed_compte, fiche.comptes)) or (SaisieCompte(),),
    )


def _typed_compte(compte: FicheCompte) -> SaisieCompte:
    number = compte.numero_compte
    return SaisieCompte(
        numero_compte=numero_compte.show(number) if number else "",
        siret=siret.show(compte.siret) if compte.siret else "",
        etat=compte.etat,
        code_postal=compte.code_postal,
        ville=compte.ville,
        id=compte.id,
    )


def is_blank(compte: SaisieCompte) -> bool:
    """Tell whether nothing was typed in a compte that was added."""
    texts = (compte.numero_compte, compte.siret, compte.code_postal, compte.ville)
    return compte.id is None and not any(text.strip() for text in texts)


def without_blanks(comptes: Iterable[SaisieCompte]) -> tuple[SaisieCompte, ...]:
    """Leave out the comptes that were added and stayed blank; the first always stays."""
    first, *others = comptes
    return (first, *(compte for compte in others if not is_blank(compte)))


def text_at(saisie: Saisie, name: str) -> str:
    """Give the text of a field by its name in a Controle; empty for a compte that is not there."""
    if not name.startswith("comptes."):
        return str(getattr(saisie, name))
    _, rank, field = name.split(".")
    if int(rank) >= len(saisie.comptes):
        return ""
    return str(getattr(saisie.comptes[int(rank)], field))


def last_part(name: str) -> str:
    """Give `siret` for `comptes.0.siret`."""
    return name.rpartition(".")[2]


def rank_of(name: str) -> int | None:
    """Give the rank of the compte that a field's name speaks of, if it does."""
    return int(name.split(".")[1]) if name.startswith("comptes.") else None
