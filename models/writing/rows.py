"""How a gesture changes the rows: always inside the transaction of its verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peewee import fn

from models.cleaning import fold
from models.errors import AlreadyEnrolled, BadFields, Conflict, NotFound
from models.fiche import Fiche
from models.identifiers import numero_compte, siren, siret
from models.labels import Regime, Report, Service
from models.saisie import Saisie
from models.sealing.vault import Vault
from models.search.fiches import living_comptes
from models.tables import Cabinet, Compte, Inscription, Retour, Utilisateur
from models.tables.inscription import bits_of, services_of
from models.wording import show_date, show_moment
from models.writing import journal
from models.writing.controle import Controle, ValeursCompte

TEXTS = ("raison_sociale", "civilite", "forme_juridique", "code_dossier", "note")
NULL_WHEN_EMPTY = ("civilite", "forme_juridique", "code_dossier")
COMPTE_COLUMNS = ("numero_compte", "siret", "etat", "code_postal", "ville")
PROOFS = frozenset({"montant_centimes", "nir"})
KNOWN_BY_THE_PORTAL = frozenset({"services", "numero_compte", "siret", "montant", "nir"})

Champs = dict[str, object]
Edit = tuple[Compte | None, ValeursCompte]


@dataclass(frozen=True)
class Author:
    """Who changes what, where and when."""

    cabinet: Cabinet
    utilisateur: Utilisateur | None
    vault: Vault
    instant: datetime
    lot: UUID | None = None

    def record(
        self, verbe: str, uid: UUID, champs: Champs, operation: UUID | None, before: bytes | None
    ) -> None:
        """Write the operation, and sealed beside it what undoing it needs."""
        written = journal.record(
            self.cabinet,
            self.vault,
            verbe,
            utilisateur=self.utilisateur,
            instant=self.instant,
            inscription_uid=uid,
            champs=champs,
            operation=operation,
            lot=self.lot,
        )
        if before is not None and self.vault.is_open:
            sealed = self.vault.seal(before, row=written.id, field="retour")
            Retour.create(operation=written, cabinet=self.cabinet, avant=sealed)


def photograph(row: Inscription, cabinet: Cabinet) -> bytes:
    """Give the row and its comptes as canonical JSON; proofs are erased for good, so not kept."""
    kept = {name: value for name, value in row.__data__.items() if name not in PROOFS}
    comptes = [compte.__data__ for compte in living_comptes(row.id, cabinet)]
    return journal.canonical(_plain({"inscription": kept, "comptes": comptes})).encode()


def insert(author: Author, saisie: Saisie, found: Controle, *, uid: UUID) -> Inscription:
    """Write a new inscription and its comptes."""
    row = new_row(author, saisie, found, uid=uid)
    row.responsable = _responsable(author, saisie.responsable)
    row.save(force_insert=True)
    for compte in found.comptes:
        new_compte(row, compte).save(force_insert=True)
    return row


def new_row(author: Author, saisie: Saisie, found: Controle, *, uid: UUID) -> Inscription:
    """Make an inscription that is not written yet, without its responsable."""
    row = Inscription(
        cabinet=author.cabinet,
        uid=uid,
        regime=saisie.regime.value,
        siren=found.values.get("siren"),
        siren_societe=found.values.get("siren_societe"),
        services=bits_of(saisie.services),
        report=(Report.FAIT if saisie.deja_inscrit else Report.A_FAIRE).value,
        cree_le=author.instant,
        cree_par=author.utilisateur,
        modifie_le=author.instant,
        modifie_par=author.utilisateur,
    )
    _set_texts(row, found)
    _set_proofs(author, row, found)
    row.cle_recherche = _search_key(row, found.comptes)
    return row


def what_opens(services: frozenset[Service]) -> Champs:
    """Give what the journal says of an inscription: the services that it opens."""
    return {"ouverts": sorted(service.code for service in services)}


def new_compte(row: Inscription, compte: ValeursCompte) -> Compte:
    """Make a compte, not written yet, of an inscription that is."""
    return Compte(cabinet=row.cabinet_id, inscription=row.id, **_columns(compte))


def update(author: Author, row: Inscription, saisie: Saisie, found: Controle) -> Champs | None:
    """Write what changed; gives the names of the changed fields, None when nothing did."""
    before = dict(row.__data__)
    _set_texts(row, found)
    row.siren_societe = found.values.get("siren_societe")
    row.responsable = _responsable(author, saisie.responsable)
    gained = saisie.services - services_of(row.services)
    lost = services_of(row.services) - saisie.services
    row.services = bits_of(saisie.services)
    changed = {name for name, value in row.__data__.items() if value != before.get(name)}
    changed |= _set_proofs(author, row, found)
    changed |= _update_comptes(author, row, found.comptes)
    row.cle_recherche = _search_key(row, found.comptes)
    changed -= {"cle_nom"}
    done = saisie.deja_inscrit and row.report != Report.FAIT.value
    if not changed and not done:
        return None
    if saisie.deja_inscrit:
        _set_report(author, row, Report.FAIT)
    elif changed & KNOWN_BY_THE_PORTAL:
        _set_report(author, row, Report.A_FAIRE)
    _save(author, row)
    return {
        "champs": sorted(name.removesuffix("_id") for name in changed),
        "ouverts": sorted(service.code for service in gained),
        "fermes": sorted(service.code for service in lost),
    }


def set_services(author: Author, row: Inscription, services: frozenset[Service]) -> Champs | None:
    """Open and close services; None when the boxes are already so."""
    had = services_of(row.services)
    if had == services:
        return None
    row.services = bits_of(services)
    _set_report(author, row, Report.A_FAIRE)
    _save(author, row)
    return {
        "ouverts": sorted(service.code for service in services - had),
        "fermes": sorted(service.code for service in had - services),
    }


def retire(author: Author, row: Inscription) -> Champs:
    """Take the inscription and its comptes out of the living; the proofs go at once."""
    row.retire_le = author.instant
    row.retire_par = author.utilisateur
    row.montant_centimes = None
    row.nir = None
    _set_report(author, row, Report.A_FAIRE)
    _save(author, row)
    living = (Compte.inscription == row) & Compte.retire_le.is_null()
    Compte.update(retire_le=author.instant).where(living).execute()
    return {}


def mark_report(author: Author, row: Inscription, report: Report, motif: str) -> Champs | None:
    """Write what urssaf.fr said; the proofs are kept only until it is done."""
    if row.report == report.value and (row.report_motif or "") == motif:
        return None
    _set_report(author, row, report, motif)
    _save(author, row)
    return {"report": report.value}


def put_report(author: Author, row: Inscription, report: Report, motif: str = "") -> None:
    """Put on a row that is not written yet what urssaf.fr said later."""
    _set_report(author, row, report, motif)
    _touch(author, row)


def refuse_doubles(
    cabinet: Cabinet, regime: Regime, found: Controle, *, other_than: UUID | None = None
) -> None:
    """Raise AlreadyEnrolled if the Siren under this régime, or a number, is already there."""
    number = found.values.get("siren")
    if number and (holder := _enrolled(cabinet, number, regime)) and holder.uid != other_than:
        raise AlreadyEnrolled(_siren_enrolled(holder), holder.uid, "siren")
    for rank, compte in enumerate(found.comptes):
        if compte.numero_compte is None:
            continue
        if (holder := holder_of(cabinet, compte.numero_compte)) and holder.uid != other_than:
            field = f"comptes.{rank}.numero_compte"
            raise AlreadyEnrolled(_number_enrolled(holder), holder.uid, field)


def refuse_emptied(fiche: Fiche, found: Controle) -> None:
    """Raise BadFields if the account number of a compte, or all that names it, would be lost.

    It names the compte on urssaf.fr: it is corrected, or the compte is closed.
    """
    held = {one.id: one for one in fiche.comptes}
    sentences = {}
    for rank, compte in enumerate(found.comptes):
        before = held.get(compte.id) if compte.id is not None else None
        if before is None or compte.numero_compte is not None:
            continue
        if before.numero_compte:
            number = numero_compte.show(before.numero_compte)
            sentences[f"comptes.{rank}.numero_compte"] = (
                f"Ce compte avait un numéro : corrigez-le plutôt que de l'effacer ({number}). "
                "Un compte fermé se marque « Radié »."
            )
        elif rank and before.siret and compte.siret is None:
            number = siret.show(before.siret)
            sentences[f"comptes.{rank}.siret"] = (
                f"Ce compte n'est désigné que par son Siret : corrigez-le plutôt que de l'effacer "
                f"({number}). Un compte fermé se marque « Radié »."
            )
    if sentences:
        raise BadFields(sentences)


def holder_of(cabinet: Cabinet, numero: str) -> Inscription | None:
    """Give the living inscription that holds this account number, in either spelling."""
    spellings = Compte.numero_compte == numero
    if (short := numero_compte.short(numero)) != numero:
        spellings |= Compte.numero_compte == short
    else:
        whole = fn.LENGTH(Compte.numero_compte) == numero_compte.LENGTH
        spellings |= whole & (fn.SUBSTR(Compte.numero_compte, 4) == numero)
    query = Inscription.select().join(Compte, on=(Compte.inscription == Inscription.id))
    living = (Compte.cabinet == cabinet) & Compte.retire_le.is_null()
    holder: Inscription | None = query.where(living, spellings).first()
    return holder


def conflict(row: Inscription) -> Conflict:
    """Say who changed the row meanwhile, and when."""
    who = _who(row.modifie_par)
    return Conflict(f"Non enregistré : modifié par {who} le {show_moment(row.modifie_le)}.")


def gone(row: Inscription) -> NotFound:
    """Say who took the row out of the portefeuille, and when."""
    who, when = _who(row.retire_par), show_moment(row.retire_le)
    return NotFound(f"Non enregistré : ce compte a été résilié par {who} le {when}.")


def _who(person: Utilisateur | None) -> str:
    return (person.nom or person.identifiant) if person else "la ligne de commande"


def new_doubts(fiche: Fiche, found: Controle) -> dict[str, tuple[str, ...]]:
    """Give the warnings on numbers that `fiche` did not have already."""
    known = {fiche.siren, fiche.siren_societe}
    known |= {number for compte in fiche.comptes for number in (compte.numero_compte, compte.siret)}
    return {
        name: sentences
        for name, sentences in found.warnings.items()
        if found.values[name] not in known
    }


def _enrolled(cabinet: Cabinet, siren: str, regime: Regime) -> Inscription | None:
    return Inscription.get_or_none(
        (Inscription.cabinet == cabinet)
        & (Inscription.siren == siren)
        & (Inscription.regime == regime.value)
        & Inscription.retire_le.is_null()
    )


def _siren_enrolled(holder: Inscription) -> str:
    since = f"dans votre portefeuille depuis le {show_date(holder.cree_le)}"
    return f"Ce Siren est déjà {since}, sous « {Regime(holder.regime).label} »."


def _number_enrolled(holder: Inscription) -> str:
    who = f"celui de {holder.raison_sociale}" if holder.raison_sociale else "celui d'un client"
    if holder.siren and not holder.raison_sociale:
        who = f"celui du Siren {siren.show(holder.siren)}"
    since = f"dans votre portefeuille depuis le {show_date(holder.cree_le)}"
    return f"Ce numéro de compte est déjà {who} ({Regime(holder.regime).label}), {since}."


def _set_texts(row: Inscription, found: Controle) -> None:
    for name in TEXTS:
        text = found.values[name]
        setattr(row, name, text or None if name in NULL_WHEN_EMPTY else text)
    row.cle_nom = fold(row.raison_sociale)


def _set_proofs(author: Author, row: Inscription, found: Controle) -> set[str]:
    """Keep the montant and seal the NIR that were typed; gives the names of those that changed.

    The form shows the montant that is kept, so an empty one erases it; it never shows the NIR,
    so an empty one keeps it.
    """
    changed = set()
    if found.montant_centimes != row.montant_centimes:
        row.montant_centimes = found.montant_centimes
        changed.add("montant")
    if typed := found.values.get("nir"):
        row.nir = author.vault.seal(typed.encode(), row=row.uid, field="nir")
        changed.add("nir")
    return changed


def _update_comptes(
    author: Author, row: Inscription, comptes: tuple[ValeursCompte, ...]
) -> set[str]:
    edits = _paired(living_comptes(row.id, author.cabinet), comptes)
    _free_numbers(edits)
    changed: set[str] = set()
    for held, values in edits:
        columns = _columns(values)
        if held is None:
            new_compte(row, values).save(force_insert=True)
            changed.update(name for name in COMPTE_COLUMNS if columns[name])
            continue
        different = {name: v for name, v in columns.items() if getattr(held, name) != v}
        if different:
            Compte.update(**different).where(Compte.id == held.id).execute()
            changed.update(different)
    return changed


def _paired(existing: list[Compte], comptes: tuple[ValeursCompte, ...]) -> list[Edit]:
    """Find the compte that each of `comptes` edits: by its id, else by its number.

    A number that leaves the compte of another one leads nowhere: it names what is added.
    """
    by_id = {compte.id: compte for compte in existing}
    claimed = {values.id for values in comptes}
    by_number = {c.numero_compte: c for c in existing if c.id not in claimed}
    return [
        (by_id.get(values.id) or by_number.get(values.numero_compte or ""), values)
        for values in comptes
    ]


def _free_numbers(edits: list[Edit]) -> None:
    """Take back the numbers that change, so that two comptes may exchange theirs."""
    moving = [c.id for c, values in edits if c and c.numero_compte != values.numero_compte]
    if moving:
        Compte.update(numero_compte=None).where(Compte.id.in_(moving)).execute()


def _columns(compte: ValeursCompte) -> dict[str, str | None]:
    return {
        "numero_compte": compte.numero_compte,
        "siret": compte.siret,
        "etat": compte.etat.value,
        "code_postal": compte.code_postal,
        "ville": compte.ville,
    }


def _set_report(author: Author, row: Inscription, report: Report, motif: str = "") -> None:
    row.report = report.value
    row.report_le = author.instant
    row.report_par = author.utilisateur
    row.report_motif = motif or None
    if report is Report.FAIT:
        row.montant_centimes = None
        row.nir = None


def _touch(author: Author, row: Inscription) -> None:
    row.version += 1
    row.modifie_le = author.instant
    row.modifie_par = author.utilisateur


def _save(author: Author, row: Inscription) -> None:
    """Write the row if its version is still the one that was read."""
    seen = row.version
    _touch(author, row)
    columns = {name: value for name, value in row.__data__.items() if name != "id"}
    same = (Inscription.id == row.id) & (Inscription.version == seen)
    if Inscription.update(**columns).where(same).execute() != 1:
        raise conflict(Inscription.get_by_id(row.id))


def _search_key(row: Inscription, comptes: tuple[ValeursCompte, ...]) -> str:
    towns = dict.fromkeys(compte.ville for compte in comptes if compte.ville)
    return " ".join(fold(text) for text in (row.raison_sociale, row.code_dossier, *towns) if text)


def _responsable(author: Author, uid: UUID | None) -> Utilisateur | None:
    if uid is None:
        return None
    return Utilisateur.get_or_none(
        (Utilisateur.cabinet == author.cabinet) & (Utilisateur.uid == uid)
    )


def _plain(value: object) -> object:
    """Turn a row's values into what JSON can hold."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case datetime():
            return value.isoformat()
        case UUID():
            return value.hex
        case _:
            return value
