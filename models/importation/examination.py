"""What would become of each line: ready, doubtful, wrong, there already, or no client at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from models.cleaning import fold
from models.fiche import Fiche
from models.identifiers import numero_compte
from models.identifiers.reading import is_digits
from models.importation.doubts import (
    Doubt,
    Fault,
    Nature,
    contrary_doubts,
    note_doubt,
    regime_doubt,
    responsable_doubt,
)
from models.importation.enrolled import LookedUp
from models.importation.groups import Groupe, Key, gather, key_of
from models.importation.lines import Ligne, number_of
from models.importation.told import Told, faults_of, first_for, in_words, unusual_of
from models.importation.verdicts import Choices, Examen, Verdict
from models.labels import Regime
from models.long_work import GoOn, not_looked_through, slices, to_the_end
from models.personnes import Personne
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.wording import of, show_date
from models.writing.controle import Controle, check


class Examination:
    """Looks at all the lines of a table, then at those that a correction touches, and no other."""

    def __init__(self, portefeuille: Portefeuille, choices: Choices) -> None:
        self._choices = choices
        self._enrolled = LookedUp(portefeuille)
        people = portefeuille.responsables()
        self._people = _named([one for one in people if not one.why_not])
        self._others = _named([one for one in people if one.why_not])
        given = portefeuille.modeles.given
        self._services = {
            regime: given(regime) if choices.services is None else choices.services
            for regime in Regime
        }
        self._groups: dict[Key, list[Ligne]] = {}
        self._holders: dict[str, set[Key]] = {}
        self.examens: dict[int, Examen] = {}

    @not_looked_through(kept=True)
    def examine(self, lignes: Sequence[Ligne], go_on: GoOn = to_the_end) -> None:
        """Look at lines that were not looked at yet; raises Abandoned."""
        touched: dict[Key, None] = {}
        for ligne in lignes:
            touched |= dict.fromkeys(self._add(ligne))
        self._enrolled.look_up(lignes)
        for some in slices(list(touched), go_on):
            for key in some:
                self._examine(key)
        for ligne in lignes:
            if ligne.ignoree:
                self.examens[ligne.numero] = _ignored(ligne, ligne.ignoree)

    def correct(self, ligne: Ligne) -> None:
        """Look again at a line that was corrected, and at those that it was, or is, linked to."""
        before = self.examens.pop(ligne.numero).ligne
        touched = [] if before.ignoree else self._take_out(before)
        if ligne.ignoree:
            self.examens[ligne.numero] = _ignored(ligne, ligne.ignoree)
        else:
            touched += self._add(ligne)
            self._enrolled.look_up([ligne])
        for key in dict.fromkeys(touched):
            self._examine(key)

    def drop(self, numeros: Iterable[int]) -> None:
        """Forget lines: they are inscribed, or given up."""
        touched: list[Key] = []
        for numero in numeros:
            gone = self.examens.pop(numero).ligne
            touched += [] if gone.ignoree else self._take_out(gone)
        for key in dict.fromkeys(touched):
            self._examine(key)

    # Which lines go together

    def _add(self, ligne: Ligne) -> list[Key]:
        if ligne.ignoree:
            return []
        key = key_of(ligne)
        lines = self._groups.setdefault(key, [])
        lines.append(ligne)
        if len(lines) > 1:
            lines.sort(key=lambda one: one.numero)
        return [key, *self._sharing(ligne, key)]

    def _take_out(self, ligne: Ligne) -> list[Key]:
        key = key_of(ligne)
        left = [one for one in self._groups[key] if one.numero != ligne.numero]
        self._groups[key] = left
        touched = self._sharing(ligne, key)
        if not left:
            del self._groups[key]
        if (number := _account(ligne)) and all(_account(one) != number for one in left):
            self._holders[number].discard(key)
        return [one for one in (key, *touched) if one in self._groups]

    def _sharing(self, ligne: Ligne, key: Key) -> list[Key]:
        """Give the other clients that have the account number of a line."""
        if not (number := _account(ligne)):
            return []
        keys = self._holders.setdefault(number, set())
        keys.add(key)
        return [one for one in keys if one != key]

    # What becomes of them

    def _examine(self, key: Key) -> None:
        lines = self._groups.get(key)
        if not lines:
            return
        groupe = gather(lines)
        for examen in self._verdicts(groupe, key):
            self.examens[examen.ligne.numero] = examen

    def _verdicts(self, groupe: Groupe, key: Key) -> list[Examen]:
        first = groupe.lignes[0]
        saisie = self._completed(groupe)
        sure = len(first.regimes) == 1
        controle = check(saisie if sure else replace(saisie, deja_inscrit=True))
        told = [Told(ligne.numero, one) for ligne in groupe.lignes for one in ligne.fautes]
        told += [*faults_of(groupe, controle.errors), *self._shared(groupe, key)]
        holder, taken = self._holder(controle, saisie, sure=sure)
        # No proof is asked of who is there already.
        told += faults_of(groupe, taken if holder else taken | controle.missing)
        if told:
            made = Examen(first, Verdict.ERREUR, "", None, saisie)
        elif holder is not None:
            made = Examen(first, Verdict.DEJA, _there(holder), None, saisie, fiche=holder)
        else:
            made, told = self._doubtful(groupe, saisie, controle)
        others = [
            _saying(replace(made, ligne=ligne, avec_ligne=first.numero, saisie=ligne.saisie), told)
            for ligne in groupe.lignes[1:]
        ]
        again = [
            _ignored(ligne, f"Même client que la ligne {same}.", same)
            for ligne, same in groupe.doubles
        ]
        return [_saying(made, told), *others, *again]

    def _completed(self, groupe: Groupe) -> Saisie:
        """Give what would be inscribed: its responsable, its boxes, what is said of all."""
        lignes = groupe.lignes
        said = next((one.services for one in lignes if one.services is not None), None)
        services = self._services[groupe.saisie.regime] if said is None else said
        who = next((one.responsable for one in lignes if one.responsable), "")
        return replace(
            groupe.saisie,
            services=services,
            responsable=self._people.get(_person(who)),
            deja_inscrit=self._choices.deja_inscrit,
        )

    def _doubtful(
        self, groupe: Groupe, saisie: Saisie, controle: Controle
    ) -> tuple[Examen, list[Told]]:
        first = groupe.lignes[0]
        told = [Told(one.numero, doubt) for one in groupe.lignes for doubt in self._doubts(one)]
        told += [Told(None, doubt) for doubt in groupe.doutes]
        told += unusual_of(groupe, controle.warnings)
        waits = self._enrolled.waiting(controle.values.get("siren", ""), saisie.regime)
        if waits:
            said = f"{waits} La corbeille le restaure."
            told.append(Told(None, Doubt(None, said, Nature.CORBEILLE)))
        notes = " ".join(dict.fromkeys(one for some in controle.notes.values() for one in some))
        if not told:
            return Examen(first, Verdict.PRETE, notes, None, saisie), []
        natures = frozenset(one.what.nature for one in told if isinstance(one.what, Doubt))
        made = Examen(first, Verdict.A_VERIFIER, "", None, saisie, None, natures)
        return replace(made, anew=waits is not None), told

    def _doubts(self, ligne: Ligne) -> list[Doubt]:
        """Give what is doubtful of a line, and what is to be chosen before all."""
        doubts = []
        if len(ligne.regimes) != 1:
            doubts.append(regime_doubt(ligne.regimes))
        doubts += ligne.doutes
        if ligne.responsable and _person(ligne.responsable) not in self._people:
            known = _person(ligne.responsable) in self._others
            doubts.append(responsable_doubt(ligne.responsable, known=known))
        if (note := ligne.saisie.note) and _person(note) in self._people:
            doubts.append(note_doubt(note))
        if len(ligne.regimes) == 1 and not self._choices.deja_inscrit:
            doubts += contrary_doubts(ligne.saisie)
        return doubts

    def _shared(self, groupe: Groupe, key: Key) -> list[Told]:
        """Refuse an account number that another client of the table has."""
        for ligne in groupe.lignes:
            number = _account(ligne)
            others = self._holders.get(number, set()) - {key} if number else set()
            if others:
                lines = [one for other in others for one in self._groups.get(other, ())]
                with_it = [one.numero for one in lines if _account(one) == number]
                if with_it:
                    said = (
                        f"Même numéro de compte que la ligne {min(with_it)}, qui est d'un autre "
                        "client. Corrigez l'une des deux."
                    )
                    return [Told(ligne.numero, Fault("numero_compte", said))]
        return []

    def _holder(
        self, controle: Controle, saisie: Saisie, *, sure: bool
    ) -> tuple[Fiche | None, dict[str, str]]:
        """Find who is in the portefeuille already under this Siren, or with this account.

        Gives also what that forbids, by the path of the field.
        """
        number = controle.values.get("siren", "")
        there = self._enrolled.with_siren(number) if number else ()
        if sure and (same := next((one for one in there if one.regime is saisie.regime), None)):
            return same, {}
        for rank, compte in enumerate(controle.comptes):
            if (holder := self._enrolled.with_compte(compte.numero_compte)) is None:
                continue
            if not number or holder.siren == number:
                return holder, {}
            said = f"Ce numéro de compte est celui {of(holder.called)}, dans votre portefeuille."
            return None, {f"comptes.{rank}.numero_compte": said}
        return None, {}


def _saying(examen: Examen, told: Sequence[Told]) -> Examen:
    """Give an examen with what there is to say of its line, and about which field."""
    if not told:
        return examen
    numero = examen.ligne.numero
    own = first_for(numero, told)
    motif = in_words(numero, own if examen.verdict is Verdict.ERREUR else told)
    about = own[0].numero if own[0].numero != numero else None
    return replace(examen, motif=motif, champ=own[0].what.champ, about=about)


def _ignored(ligne: Ligne, why: str, avec_ligne: int | None = None) -> Examen:
    return Examen(ligne, Verdict.IGNOREE, why, None, ligne.saisie, avec_ligne)


def _named(people: Sequence[Personne]) -> Mapping[str, UUID]:
    """Give people by their name and by their identifiant; no two of one name."""
    names = [_person(one.nom) for one in people]
    named = zip(names, people, strict=True)
    found = {name: one.uid for name, one in named if names.count(name) == 1}
    return found | {_person(one.identifiant): one.uid for one in people}


def _person(name: str) -> str:
    """Give a name as it is looked up: the family name may come first, or last."""
    return " ".join(sorted(fold(name).split()))


def _account(ligne: Ligne) -> str:
    """Give the account number of a line as 18 digits and their 15 have it in common."""
    number = number_of(ligne.compte.numero_compte)
    whole = is_digits(number) and len(number) == numero_compte.LENGTH
    return numero_compte.short(number) if whole else number


def _there(holder: Fiche) -> str:
    return f"Dans votre portefeuille depuis le {show_date(holder.cree_le)} : {holder.called}."
