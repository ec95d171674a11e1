"""What *Rapprochement* says: of what was read, of the groups, of a line, of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from models.lot import Bilan
from models.rapprochement.comparing import Rapprochement
from models.rapprochement.constat import Action, Constat, Groupe
from models.rapprochement.releve import Added, Releve
from models.rapprochement.report import read_in_words
from models.wording import capitalised, count, show_number
from screens.flows.lots import NAMED, left_in_words, named_first

TO_SEE = "À voir"
SHORT = {
    Groupe.DIFFERENT: "Différents",
    Groupe.LA_BAS: "Sur urssaf.fr",
    Groupe.ICI: "Seulement ici",
    Groupe.A_PRECISER: "À préciser",
    Groupe.D_ACCORD: "D'accord",
}
"""The groups, as they stand side by side."""
NOT_ALL = "Est-ce tout ? <.complete> le dit."
IS_ALL = "C'est tout."
SILENT = "Non comparé : {}."

ASKED = {
    Action.ENROLL: (
        "Inscrire ici {} ?",
        "Déjà inscrits sur urssaf.fr : ni montant, ni numéro de sécurité sociale.",
    ),
    Action.ALIGN: ("Corriger ici {}, comme sur urssaf.fr ?", "En un geste, que l'on peut annuler."),
    Action.STRIKE_OFF: ("Marquer radié {} ?", "L'état des comptes change ici, rien d'autre."),
    Action.NOTE: (
        "Est-ce ainsi sur urssaf.fr, pour {} ?",
        "Ce qui en diffère ici est alors à faire sur urssaf.fr.",
    ),
}
NO_BOXES = "Leurs services n'ont pas été lus : aucun n'est coché."
NO_BOXES_NOTED = "Les services n'ont pas été lus : ceux que l'on savait ouverts le restent."
ABSENT = "N'a pas été lu sur urssaf.fr : rien d'autre ne dit ce qu'il est devenu."
DONE = {
    Action.ENROLL: ("client inscrit", "clients inscrits"),
    Action.ALIGN: ("client corrigé", "clients corrigés"),
    Action.STRIKE_OFF: ("client marqué radié", "clients marqués radiés"),
    Action.TERMINATE: ("inscription supprimée", "inscriptions supprimées"),
    Action.NOTE: ("client noté", "clients notés"),
}


def read_line(releve: Releve, found: Rapprochement) -> str:
    """Count what was read, and say whether it is all."""
    if releve.is_empty:
        return "Aucune page lue."
    silent = f"\n{SILENT.format(', '.join(found.not_compared))}" if found.not_compared else ""
    return f"{read_in_words(releve)}. {IS_ALL if found.complete else NOT_ALL}{silent}"


def groups_line(counts: Counter[Groupe], complete: bool, shown: Groupe | None) -> str:
    """Count each group; the one that is shown stands between two signs."""
    parts = [_group(TO_SEE, sum(counts.values()) - counts[Groupe.D_ACCORD], shown is None)]
    for groupe in Groupe:
        if groupe is Groupe.ICI and not complete:
            parts.append(_marked(f"{SHORT[groupe]} ?", shown is groupe))
        elif counts[groupe] or groupe is not Groupe.A_PRECISER:
            parts.append(_group(SHORT[groupe], counts[groupe], shown is groupe))
    return "  ".join(parts)


def _group(words: str, number: int, current: bool) -> str:
    return _marked(f"{words} {show_number(number)}", current)


def _marked(words: str, current: bool) -> str:
    """Mark the group that is shown; no row begins within the words of a group."""
    words = words.replace(" ", "\N{NO-BREAK SPACE}")
    return f"[{words}]" if current else words


def added_in_words(added: Added) -> str:
    """Say what a page, or a table, brought."""
    if not added.is_news:
        return "Déjà lu : cette page n'ajoute rien."
    words = [count(added.comptes, "compte lu", "comptes lus")]
    if added.new < added.comptes:
        words.append(f"dont {count(added.new, 'nouveau', 'nouveaux')}")
    if added.otherwise:
        words.append(f"{count(added.otherwise, 'changé', 'changés')} depuis")
    if added.unread:
        words.append(count(added.unread, "ligne non comprise", "lignes non comprises"))
    return f"{', '.join(words)}."


def differing_in_words(constat: Constat) -> str:
    """Say in a few words what a line is about."""
    if constat.quoi or constat.groupe is not Groupe.LA_BAS or constat.regime is None:
        return constat.quoi
    forme = f" ({constat.forme_juridique})" if constat.forme_juridique else ""
    return f"{constat.regime.label}{forme}"


def line_in_words(constat: Constat | None) -> str:
    """Say what is to be known of a line, and what Entrée offers."""
    if constat is None:
        return ""
    where = f"Ligne {constat.numero}. " if constat.numero else ""
    said = differing_in_words(constat) or constat.groupe.label
    more = f" {constat.phrase}." if constat.differences and constat.phrase else ""
    return f"{where}{capitalised(said)}{more}"


def who(constats: Sequence[Constat]) -> str:
    """Name one client, or count several."""
    if len(constats) == 1:
        return constats[0].nom or constats[0].title
    return count(len(constats), "client")


def details_of(action: Action, constats: Sequence[Constat]) -> tuple[str, ...]:
    """Say what is at stake, before it is done."""
    names = [one.nom or one.title for one in constats[:NAMED]]
    told = [named_first(names, len(constats))] if len(constats) > 1 else [constats[0].quoi]
    if any(one.from_absence for one in constats):
        told.append(ABSENT)
    told.append(ASKED[action][1])
    unread = all(one.services is None for constat in constats for one in constat.seen)
    if unread and action is Action.ENROLL:
        told.append(NO_BOXES)
    elif unread and action is Action.NOTE and not constats[0].from_absence:
        told.append(NO_BOXES_NOTED)
    return tuple(filter(None, told))


def done_in_words(action: Action, bilan: Bilan) -> str:
    """Say what was done, what is then to be done on urssaf.fr, what was left and why."""
    if not bilan.changed:
        return bilan.left[0] if bilan.left else "Rien n'a changé : c'était déjà ainsi."
    to_do = f" À faire sur urssaf.fr : {show_number(bilan.to_do)}." if bilan.to_do else ""
    return f"{count(bilan.changed, *DONE[action])}.{to_do}{left_in_words(bilan)}"
