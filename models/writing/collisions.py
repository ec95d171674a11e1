"""What a change runs into: a client or a number that is there already, a row that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from peewee import IntegrityError, ModelSelect, fn

from models.ecarts import PROVED
from models.errors import AlreadyEnrolled, BadFields, Conflict, NotFound
from models.fiche import Fiche
from models.identifiers import numero_compte, siren, siret
from models.labels import Regime
from models.storage.failures import reading
from models.tables import Archive, Cabinet, Compte, Inscription
from models.wording import of, show_date, show_moment
from models.writing.author import name_of
from models.writing.controle import Controle

LATE_PROOFS = {
    "montant": (
        "Ce client est déjà inscrit sur urssaf.fr : le montant n'y est demandé que pour "
        "l'inscrire, et n'est pas gardé. Laissez le champ vide."
    ),
    "nir": (
        "Ce client est déjà inscrit sur urssaf.fr : son numéro de sécurité sociale n'y est "
        "demandé que pour l'inscrire, et n'est pas gardé. Laissez le champ vide."
    ),
}


def refuse_doubles(
    cabinet: Cabinet, regime: Regime, found: Controle, *, other_than: UUID | None = None
) -> None:
    """Raise AlreadyEnrolled if the Siren under this régime, or a number, is already there."""
    number = found.values.get("siren")
    if number and (holder := _enrolled(cabinet, number, regime)) and holder.uid != other_than:
        raise siren_enrolled(holder)
    for rank, compte in enumerate(found.comptes):
        if not compte.numero_compte:
            continue
        if (holder := holder_of(cabinet, compte.numero_compte)) and holder.uid != other_than:
            raise number_enrolled(holder, rank)


def siren_enrolled(holder: Inscription) -> AlreadyEnrolled:
    """Say that the Siren is there already under this régime, and since when."""
    return AlreadyEnrolled(_siren_enrolled(holder), holder.uid, "siren")


def number_enrolled(holder: Inscription, rank: int) -> AlreadyEnrolled:
    """Say whose the account number of the compte of this rank is already."""
    field = f"comptes.{rank}.numero_compte"
    return AlreadyEnrolled(_number_enrolled(holder), holder.uid, field)


@contextmanager
def no_doubles(
    cabinet: Cabinet, regime: Regime, found: Controle, *, other_than: UUID | None = None
) -> Iterator[None]:
    """Turn the database's own refusal of a double into the sentence of the rule."""
    try:
        yield
    except IntegrityError:
        with reading():
            refuse_doubles(cabinet, regime, found, other_than=other_than)
        raise


def refuse_emptied(fiche: Fiche, found: Controle) -> None:
    """Raise BadFields if the account number of a compte, or all that names it, would be lost.

    It names the compte on urssaf.fr: it is corrected, or the compte is closed.
    """
    held = {one.id: one for one in fiche.comptes}
    sentences = {}
    for rank, compte in enumerate(found.comptes):
        before = held.get(compte.id) if compte.id is not None else None
        if before is None or compte.numero_compte:
            continue
        if before.numero_compte:
            number = numero_compte.show(before.numero_compte)
            sentences[f"comptes.{rank}.numero_compte"] = (
                f"Ce compte avait un numéro : corrigez-le plutôt que de l'effacer ({number}). "
                "Un compte fermé se marque « Radié »."
            )
        elif rank and before.siret and not compte.siret:
            number = siret.show(before.siret)
            sentences[f"comptes.{rank}.siret"] = (
                f"Ce compte n'est désigné que par son Siret : corrigez-le plutôt que de l'effacer "
                f"({number}). Un compte fermé se marque « Radié »."
            )
    if sentences:
        raise BadFields(sentences)


def refuse_late_proofs(fiche: Fiche, found: Controle) -> None:
    """Raise BadFields for a montant or a NIR of a client whom urssaf.fr has already.

    It asks for them to inscribe him, and they are kept for no longer than that.
    """
    if fiche.ecart in PROVED:
        return
    typed = {name: sentence for name, sentence in LATE_PROOFS.items() if found.values.get(name)}
    if typed:
        raise BadFields(typed)


def new_doubts(fiche: Fiche, found: Controle) -> dict[str, tuple[str, ...]]:
    """Give the warnings on numbers that `fiche` did not have already."""
    known = {fiche.siren, fiche.siren_societe}
    known |= {number for compte in fiche.comptes for number in (compte.numero_compte, compte.siret)}
    return {
        name: sentences
        for name, sentences in found.warnings.items()
        if found.values[name] not in known
    }


def holder_of(cabinet: Cabinet, numero: str) -> Inscription | None:
    """Give the living inscription that holds this account number, in either spelling."""
    spellings = Compte.numero_compte == numero
    if (short := numero_compte.short(numero)) != numero:
        spellings |= Compte.numero_compte == short
    else:
        whole = fn.LENGTH(Compte.numero_compte) == numero_compte.LENGTH
        spellings |= whole & (fn.SUBSTR(Compte.numero_compte, 4) == numero)
    living = (Compte.cabinet == cabinet) & Compte.retire_le.is_null()
    return _held(Compte.select(Compte.inscription).where(living, spellings))


def refuse_restored(
    row: Inscription, comes_back: bool, numbers: Sequence[str], what: str = "Non annulé"
) -> None:
    """Raise Conflict if what is to come back is somebody's by now: the Siren, or a number.

    `what` begins the sentence, which says whose, since when, and who inscribed it.
    """
    if comes_back and row.siren:
        holder = _enrolled(row.cabinet, row.siren, Regime(row.regime))
        if holder is not None:
            raise Conflict(f"{what} : {_siren_enrolled(holder)} {_inscribed_by(holder)}")
    for number in numbers:
        if (holder := holder_of(row.cabinet, number)) and holder.id != row.id:
            raise Conflict(f"{what} : {_number_enrolled(holder)} {_inscribed_by(holder)}")


def conflict(row: Inscription) -> Conflict:
    """Say who changed the row meanwhile, and when."""
    who = name_of(row.modifie_par)
    return Conflict(f"Non enregistré : modifié par {who} le {show_moment(row.modifie_le)}.")


def removed(row: Inscription) -> Conflict:
    """Say who took the row out of the portefeuille since what was to be undone, and when."""
    who, when = name_of(row.retire_par), show_moment(row.retire_le)
    return Conflict(f"Non annulé : supprimé depuis par {who} le {when}.")


def gone(row: Inscription) -> NotFound:
    """Say who took the row out of the portefeuille, and when."""
    who, when = name_of(row.retire_par), show_moment(row.retire_le)
    return NotFound(f"Non enregistré : ce compte a été supprimé par {who} le {when}.")


def archived(kept: Archive) -> NotFound:
    """Say that an inscription is in the archive, and who had removed it, and when."""
    when = show_date(kept.retire_le)
    return NotFound(f"Ce compte, supprimé le {when} par {kept.par}, est aux archives.")


def _enrolled(cabinet: Cabinet, siren: str, regime: Regime) -> Inscription | None:
    living = (Inscription.cabinet == cabinet) & Inscription.retire_le.is_null()
    same = (Inscription.siren == siren) & (Inscription.regime == regime.value)
    return _held(Inscription.select(Inscription.id).where(living, same))


def _held(query: ModelSelect[Any]) -> Inscription | None:
    """Read whole the inscription that a query numbers, if there is one.

    There seldom is, and where many are looked for, naming all its columns took most of the time.
    """
    number = query.limit(1).scalar()
    return None if number is None else Inscription.get_by_id(number)


def _siren_enrolled(holder: Inscription) -> str:
    return f"Ce Siren est déjà {_since(holder)}, sous « {Regime(holder.regime).label} »."


def _number_enrolled(holder: Inscription) -> str:
    whose = "d'un client"
    if holder.raison_sociale:
        whose = of(holder.raison_sociale)
    elif holder.siren:
        whose = f"du Siren {siren.show(holder.siren)}"
    regime = Regime(holder.regime).label
    return f"Ce numéro de compte est déjà celui {whose} ({regime}), {_since(holder)}."


def _inscribed_by(holder: Inscription) -> str:
    return f"Inscrit par {name_of(holder.cree_par)}."


def _since(holder: Inscription) -> str:
    return f"dans votre portefeuille depuis le {show_date(holder.cree_le)}"
