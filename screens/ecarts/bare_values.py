"""What one types on urssaf.fr for an inscription, in the order of the portal's form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.champs import COMPTE, FIELDS
from models.ecarts import Numbers
from models.fiche import Fiche
from models.identifiers import numero_compte
from models.labels import Service, ToDo
from screens.copie import Line

NIR = str(FIELDS["nir"].label)
SIREN = "Siren"


def bare_values(fiche: Fiche) -> tuple[Line, ...]:
    """Give each value unspaced, then the boxes one below the other; a NIR stays masked."""
    lines = {
        ToDo.CHANGER: _to_change,
        ToDo.RESILIER: _who,
    }.get(fiche.ecart, _to_inscribe)(fiche)
    return tuple(line for line in lines if line.value)


def _to_inscribe(fiche: Fiche) -> Iterator[Line]:
    """Give what the form of the régime asks, and the boxes to tick."""
    yield Line(SIREN, fiche.siren or "")
    if fiche.montant_centimes is not None:
        euros, rest = divmod(fiche.montant_centimes, 100)
        yield Line(FIELDS["montant"].label_of(fiche.regime), f"{euros},{rest:02d}")
    yield Line(NIR, fiche.nir_masque or "")
    yield from _numbers(fiche)
    if not fiche.regime.a_un_siren:
        yield Line("Nom et prénom", fiche.raison_sociale)
        yield Line("Siren de la société", fiche.siren_societe or "")
    yield Line("Cases à cocher", _boxes(fiche.services))


def _to_change(fiche: Fiche) -> Iterator[Line]:
    """Give what names the inscription, then what is to be clicked."""
    ecart = fiche.difference
    yield from _named(fiche)
    yield Line("Cases à cocher", _boxes(ecart.ouvrir))
    yield Line("Cases à décocher", _boxes(ecart.fermer))
    for one in ecart.ajouter:
        yield Line("Compte à ajouter", _whole(fiche, one))
    for one in ecart.retirer:
        yield Line("Compte à retirer", one.numero_compte or one.siret)


def _who(fiche: Fiche) -> Iterator[Line]:
    """Give what names an inscription that is to be ended."""
    yield from _named(fiche)
    if fiche.siren:
        yield from _numbers(fiche)


def _named(fiche: Fiche) -> Iterator[Line]:
    if fiche.siren:
        yield Line(SIREN, fiche.siren)
    else:
        yield from _numbers(fiche)


def _numbers(fiche: Fiche) -> Iterator[Line]:
    label = COMPTE["numero_compte"].label_of(fiche.regime)
    for compte in fiche.comptes:
        yield Line(label, compte.numero_compte or "")


def _whole(fiche: Fiche, numbers: Numbers) -> str:
    """Give the account number as it was typed here, with its organisme."""
    for compte in fiche.comptes:
        number = compte.numero_compte or ""
        if number and numero_compte.short(number) == numbers.numero_compte:
            return number
    return numbers.numero_compte or numbers.siret


def _boxes(services: Iterable[Service]) -> str:
    held = frozenset(services)
    return "\n".join(one.label for one in Service if one in held)
