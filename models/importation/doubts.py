"""What is not certain of a line of a table, or cannot be: which field, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.importation.colonne import LABELS, Colonne, label_of
from models.importation.words import veiled
from models.labels import Regime, Service
from models.saisie import Saisie


class Nature(Enum):
    """What kind of doubt: all those of a kind can be taken, or settled, at once."""

    NUMERO = "numéro inhabituel"
    ZEROS = "zéros rendus au numéro"
    REGIME = "type de client à dire"
    ETAT = "état non compris"
    SERVICES = "services non compris"
    RESPONSABLE = "responsable inconnu"
    COLONNE = "colonne à confirmer"
    AUTRE_NUMERO = "autre numéro sur la ligne"
    CONTRAIRE = "preuve d'un autre type"
    SECRET = "numéro de sécurité sociale dans un texte"
    DIFFERENCE = "lignes qui se contredisent"
    CORBEILLE = "client à résilier"

    @property
    def of_number(self) -> bool:
        """Whether nothing is to be chosen: a number is unusual, and is taken or not."""
        return self in (Nature.NUMERO, Nature.ZEROS)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not certain of a line, and of which field."""

    champ: str | None
    phrase: str
    nature: Nature


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be, and in which field."""

    champ: str | None
    phrase: str


def secret_doubt(name: str) -> Doubt:
    """Doubt a text that may hold a NIR: none stays in one."""
    where = LABELS.get(name, name.capitalize())
    return Doubt(
        name,
        f"« {where if isinstance(where, str) else 'Raison sociale'} » contient ce qui peut être un "
        "numéro de sécurité sociale : il ne doit pas y rester. Effacez-le.",
        Nature.SECRET,
    )


def etat_doubt(word: str) -> Doubt:
    """Doubt a word that names no état."""
    said = f"État non compris : {veiled(word)}. Écrivez Actif, Suspendu ou Radié."
    return Doubt("etat", said, Nature.ETAT)


def no_service_doubt(word: str) -> Doubt:
    """Doubt a word of a list of services that is none."""
    said = f"« {veiled(word)} » n'est pas un service. Écrivez, par exemple, DPAE, Attestations."
    return Doubt("services", said, Nature.SERVICES)


def no_box_doubt(service: Service, word: str) -> Doubt:
    """Doubt a cell of a box that says neither yes nor no."""
    said = f"{service.label} : « {veiled(word)} » ne dit ni oui ni non. Écrivez x, ou rien."
    return Doubt("services", said, Nature.SERVICES)


def guess_doubt(column: Colonne, rank: int) -> Doubt:
    """Doubt what is only guessed, or explained by nothing, of a column."""
    where = f"colonne « {veiled(column.titre)} »" if column.titre else f"colonne {rank + 1}"
    rather = f", mais ressemble à « {label_of(column.seems)} »" if column.seems else ""
    if column.champ is None:
        said = f"Rien ne dit ce qu'est la {where}{rather} : dites-le, ou laissez-la de côté."
    else:
        taken = label_of(column.champ)
        said = f"La {where} est prise pour « {taken} »{rather} : dites ce qu'elle est."
    return Doubt(column.champ, said, Nature.COLONNE)


def other_doubt(title: str, looks: str) -> Doubt:
    """Doubt a line that has another number in a column left aside."""
    label = LABELS.get(looks, looks)
    named = label if isinstance(label, str) else "numéro de compte"
    said = f"« {veiled(title)} », laissée de côté, porte un autre numéro ({named}). Vérifiez-le."
    return Doubt(looks, said, Nature.AUTRE_NUMERO)


def regime_doubt(regimes: frozenset[Regime]) -> Doubt:
    """Ask which of these régimes a line is of."""
    words = [one.label for one in Regime if one in regimes]
    asked = f"{', '.join(words[:-1])} ou {words[-1]}"
    return Doubt("regime", f"Type de client à dire : {asked} ?", Nature.REGIME)


def contrary_doubts(saisie: Saisie) -> list[Doubt]:
    """Doubt a proof that urssaf.fr asks of another kind of client: it would not be kept."""
    if saisie.nir and not saisie.regime.est_independant:
        said = (
            "Un numéro de sécurité sociale n'est demandé qu'à un indépendant : le type est-il bon ?"
        )
        return [Doubt("nir", said, Nature.CONTRAIRE)]
    if saisie.montant and saisie.regime is not Regime.GENERAL:
        said = "Un montant n'est demandé qu'à un employeur : le type est-il bon ?"
        return [Doubt("montant", said, Nature.CONTRAIRE)]
    return []


def responsable_doubt(name: str, *, known: bool) -> Doubt:
    """Doubt a responsable whom nobody of the cabinet is, or who is `known` and is given nobody."""
    if known:
        said = (
            f"« {veiled(name)} » n'a plus d'accès, ou consulte seulement : "
            "écrivez qui suit ce client, ou laissez vide."
        )
    else:
        said = (
            f"Personne du cabinet ne s'appelle « {veiled(name)} » : "
            "écrivez son nom ou son identifiant, ou laissez vide."
        )
    return Doubt("responsable", said, Nature.RESPONSABLE)


def note_doubt(name: str) -> Doubt:
    """Doubt a note that is a person of the cabinet, and no more."""
    said = f"Note : « {name} » est de votre cabinet. Est-ce le responsable du dossier ?"
    return Doubt("note", said, Nature.RESPONSABLE)


def unreadable_doubt(name: str) -> Doubt:
    """Doubt a text of which a character was lost."""
    said = f"{_named(name)} : un caractère est illisible (�). Écrivez-le."
    return Doubt(name, said, Nature.COLONNE)


def rival_doubt(champ: str, title: str) -> Doubt:
    """Doubt a field of which two columns say different things."""
    said = f"« {veiled(title)} », laissée de côté, en dit un autre : lequel retenir ?"
    return Doubt(champ, f"{_named(champ)} : {said}", Nature.COLONNE)


def ended_doubt(title: str) -> Doubt:
    """Doubt that a compte is actif, since a column says that it came to an end."""
    said = f"« {veiled(title)} » laisse penser que ce compte n'est plus actif. Dites son état."
    return Doubt("etat", said, Nature.ETAT)


def joined_names_doubt() -> Doubt:
    """Doubt the first name that stands beside the name of a firm: it may be a person's."""
    said = "Un prénom suit le nom d'une société : celui d'un dirigeant ? Vérifiez le nom."
    return Doubt("raison_sociale", said, Nature.COLONNE)


def hidden_name_doubt() -> Doubt:
    """Doubt a name that Sirene does not give."""
    said = "Le répertoire Sirene ne diffuse pas ce nom : écrivez celui du client."
    return Doubt("raison_sociale", said, Nature.COLONNE)


def merged_doubt(champ: str, numero: int) -> Doubt:
    """Doubt a blank cell below one that may have been merged with it."""
    said = f"{_named(champ)} : rien ici. Celui de la ligne {numero} vaut-il pour cette ligne ?"
    return Doubt(champ, said, Nature.RESPONSABLE if champ == "responsable" else Nature.ETAT)


def formula_fault(champ: str, cell: str) -> Fault:
    """Refuse what a spreadsheet shows of a formula that fails."""
    said = f"{_named(champ)} : {cell} est l'erreur d'une formule du tableur. Écrivez la valeur."
    return Fault(champ, said)


def key_fault() -> Fault:
    """Refuse a NIR whose key stands beside it, and is another. It is not repeated."""
    return Fault(
        "nir",
        "La clé donnée à part n'est pas celle du numéro de sécurité sociale. Vérifiez les deux.",
    )


def below_fault(numero: int) -> Fault:
    """Refuse a line that stands below other titles than those of the table."""
    return Fault(
        None,
        f"Cette ligne est sous d'autres titres, ceux de la ligne {numero} : elle n'est pas lue. "
        "Importez ce tableau à part.",
    )


def turned_fault() -> Fault:
    """Refuse a line of a table whose lines are its columns."""
    return Fault(
        None,
        "Ce tableau a ses titres dans sa première colonne, et un client par colonne. Dans votre "
        "tableur, copiez-le, puis collez-le avec « Transposer ».",
    )


def titles_fault() -> Fault:
    """Refuse the titles of another table."""
    return Fault(None, "Titres d'un autre tableau, qui n'est pas lu : importez-le à part.")


def _named(champ: str) -> str:
    label = LABELS.get(champ, "Nom")
    return label if isinstance(label, str) else "Raison sociale"
