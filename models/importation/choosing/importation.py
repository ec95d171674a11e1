"""A table that comes in, from what was read to the clients inscribed; nothing is shown here.

Its columns are understood, and chosen; its lines are looked at, corrected, taken or left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.brouillons.contents import Corrections, LigneBegun
from models.cleaning import fold
from models.errors import BadValue, Refusal
from models.importation.choosing import remembered
from models.importation.choosing.appending import appended
from models.importation.choosing.completing import Completion, completion
from models.importation.choosing.correcting import (
    Correction,
    lacking,
    read_again,
    tabulated,
    widened,
)
from models.importation.choosing.results import Results
from models.importation.choosing.ticks import Ticks
from models.importation.colonne import Colonne, Colonnes
from models.importation.columns import understand
from models.importation.examination import Examination
from models.importation.grille import Grille, cell_at
from models.importation.lines import Ligne
from models.importation.table import Tableau, read
from models.importation.verdicts import Choices, Examen, Verdict
from models.labels import Regime
from models.long_work import GoOn, to_the_end
from models.portefeuille import Portefeuille

NO_MODELE = "-"
"""Instead of the name of a modèle: no service."""
OF_THE_PORTAL = "Page du portail : ses lignes disent elles-mêmes ce qu'elles sont."


class Importation:
    """What is made of one table: `tableau` once it is understood, `ticks` once it is examined.

    `modele`: of the lines that say no service; empty for those that the cabinet ticks in advance.
    `begun`: what is typed of a line, and not read again yet.
    """

    def __init__(
        self, portefeuille: Portefeuille, grille: Grille, made: Corrections | None = None
    ) -> None:
        self._portefeuille = portefeuille
        self.grille = grille
        self.tableau: Tableau | None = None
        self.ticks = Ticks(self.completion)
        self.deja_inscrits = False
        self.regime: Regime | None = None
        self.modele = ""
        self.chosen: dict[str, str] = {}
        self.on_lines = False
        self.results = Results()
        self.gone: set[int] = set()
        self.corrections: dict[int, Correction] = {}
        self.begun: LigneBegun | None = None
        self._examination: Examination | None = None
        self._read_as: Tableau | None = None
        self._of_client: dict[int, list[Ligne]] = {}
        self._completions: dict[int, Completion] = {}
        self._resumed = made is not None
        if made:
            self._take_up(made)

    def _take_up(self, made: Corrections) -> None:
        self.chosen, self.gone = dict(made.chosen), set(made.gone)
        self.corrections = {n: Correction(one.cells, one.extra) for n, one in made.lignes.items()}
        self.ticks.left, self.ticks.taken = set(made.left), dict(made.taken)
        self.deja_inscrits, self.on_lines = made.deja_inscrits, made.on_lines
        self.begun = made.begun
        self.regime = Regime(made.regime) if made.regime else None
        names = [one.nom for one in self._portefeuille.modeles.all()]
        self.modele = made.modele if made.modele in (*names, NO_MODELE) else ""

    # The table

    def understand(self, go_on: GoOn = to_the_end) -> Tableau:
        """Give the table: find what the columns are, and read the lines; raises Abandoned.

        What was said of the columns of a table with the same titles is found again.
        """
        first = self.tableau is None and not self._resumed
        if first:
            kept = self._portefeuille.preference(remembered.PREFERENCE)
            self.chosen = remembered.recalled(kept, understand(self.grille).titres)
        tableau = self._read(self.chosen, go_on)
        if first:
            self.deja_inscrits = not tableau.has_proofs
        self.tableau = tableau
        return tableau

    def _read(self, chosen: Mapping[str, str], go_on: GoOn) -> Tableau:
        """Read the lines; what is remembered of columns that cannot be is forgotten."""
        try:
            tableau = read(self.grille, chosen=chosen, go_on=go_on)
        except BadValue:
            self.chosen = {}
            tableau = read(self.grille, go_on=go_on)
        return tabulated(tableau)

    @property
    def colonnes(self) -> Colonnes:
        """The columns of the table."""
        return self.tableau.colonnes if self.tableau else Colonnes(None, ())

    @property
    def of_portal(self) -> bool:
        """Whether it is a page of the portal, whose columns are known."""
        return self.tableau is not None and self.tableau.of_portal

    @property
    def undecided(self) -> int:
        """How many lines do not say their type of client."""
        lignes = self.tableau.lignes if self.tableau else ()
        return sum(len(one.regimes) > 1 for one in lignes if not one.ignoree)

    @property
    def remaining(self) -> int:
        """How many lines are not inscribed."""
        return len(self.tableau.lignes if self.tableau else ()) - len(self.gone)

    def choose(self, rank: int, code: str, go_on: GoOn = to_the_end) -> Tableau:
        """Say what a column is (meanings.MEANINGS), and read the table again; raises Abandoned.

        It is remembered for the tables with these titles. BadValue for a page of the portal.
        """
        if self.of_portal:
            raise BadValue(OF_THE_PORTAL)
        key = self._key(rank)
        others = {name: said for name, said in self.chosen.items() if name != key}
        if code not in ("-", "services"):
            # No two columns are the same field: the last word stands.
            others = {name: said for name, said in others.items() if said != code}
        self.tableau = tabulated(read(self.grille, chosen=others | {key: code}, go_on=go_on))
        self.chosen = others | {key: code}
        kept = self._portefeuille.preference(remembered.PREFERENCE)
        again = remembered.remembering(kept, self.colonnes.titres, self.chosen)
        self._portefeuille.remember(remembered.PREFERENCE, again)
        return self.tableau

    def _key(self, rank: int) -> str:
        """Give by what a column is named: its title, or its number where another has it too."""
        titres = [fold(one.titre) for one in self.colonnes.all]
        alone = bool(titres[rank]) and titres.index(titres[rank]) == rank
        return self.colonnes.all[rank].titre if alone else str(rank + 1)

    def add(self, grille: Grille) -> None:
        """Add the lines of another paste, after those that are there; BadValue if it differs."""
        self.grille = appended(self.grille, self.tableau, grille)

    # The lines

    def examine(self, go_on: GoOn = to_the_end) -> Mapping[int, Examen]:
        """Look at all the lines, as corrected, but for those that are gone; raises Abandoned.

        Gives what would become of each.
        """
        if self.tableau is None:
            self.understand()
        tableau = self._with_regime(go_on)
        examination = Examination(self._portefeuille, self._choices())
        there = [one for one in self._lignes(tableau) if one.numero not in self.gone]
        examination.examine(there, go_on)
        self._examination, self._read_as = examination, tableau
        self.on_lines = True
        self._look()
        return self.examens

    def _with_regime(self, go_on: GoOn) -> Tableau:
        assert self.tableau is not None
        if self.regime is None or not self.undecided:
            return self.tableau
        again = read(self.grille, chosen=self.chosen, regime=self.regime, go_on=go_on)
        return tabulated(again)

    def _lignes(self, tableau: Tableau) -> list[Ligne]:
        made = self.corrections
        return [
            read_again(tableau, one.numero, made[one.numero]) if one.numero in made else one
            for one in tableau.lignes
        ]

    def _choices(self) -> Choices:
        if not self.modele:
            return Choices(self.deja_inscrits)
        there = {one.nom: one.services for one in self._portefeuille.modeles.all()}
        return Choices(self.deja_inscrits, there.get(self.modele, frozenset()))

    def _look(self) -> None:
        assert self._examination is not None
        self._completions.clear()
        self._of_client = {}
        for one in self._examination.examens.values():
            head = one.ligne.numero if one.avec_ligne is None else one.avec_ligne
            self._of_client.setdefault(head, []).append(one.ligne)
        self.ticks.look_at(self._examination.examens)

    @property
    def examens(self) -> Mapping[int, Examen]:
        """What would become of each line, by its number."""
        return self.ticks.examens

    def fields(self, numero: int) -> list[tuple[int, Colonne, str]]:
        """Give the fields of a line: their rank, their column, and their cell.

        What has no column has a rank beyond them.
        """
        colonnes = widened(self.colonnes)
        cells = self.examens[numero].ligne.cells
        return [
            (rank, one, cell_at(cells, rank)) for rank, one in enumerate(colonnes.all) if one.champ
        ]

    def begin(self, numero: int, typed: Mapping[int, str]) -> None:
        """Note what is typed of a line, for it to be kept; nothing: it is read again, or left."""
        self.begun = LigneBegun(numero, typed) if typed else None

    def correct(self, numero: int, typed: Mapping[int, str]) -> None:
        """Put what was typed in the cells of a line, and look again at it, and at its doubles.

        Raises StorageFailure: all has to be examined again.
        """
        assert self._examination is not None
        assert self._read_as is not None
        width = len(self.colonnes.all)
        cells = [*self.examens[numero].ligne.cells]
        cells += [""] * (width + len(lacking(self.colonnes)) - len(cells))
        for rank, text in typed.items():
            cells[rank] = text
        extra = dict(zip(lacking(self.colonnes), cells[width:], strict=False))
        self.corrections[numero] = Correction(
            tuple(cells[:width]), {name: text for name, text in extra.items() if text}
        )
        ligne = read_again(self._read_as, numero, self.corrections[numero])
        try:
            self._examination.correct(ligne)
        except Refusal:
            self.on_lines = False
            raise
        self._look()

    # What is there already

    def completion(self, examen: Examen) -> Completion:
        """Give what a line adds to the client that it names, who is there already."""
        numero = examen.ligne.numero
        if numero not in self._completions:
            self._completions[numero] = completion(examen, self._of_client[numero])
        return self._completions[numero]

    # What is done

    def to_enroll(self) -> list[Examen]:
        """Give the clients to inscribe."""
        return self.ticks.chosen(Verdict.PRETE, Verdict.A_VERIFIER)

    def to_complete(self) -> list[Completion]:
        """Give the clients to complete, in the order of their lines."""
        found = map(self.completion, self.ticks.chosen(Verdict.DEJA))
        return list({one.fiche.uid: one for one in found}.values())

    def done(self, numeros: Sequence[int]) -> None:
        """Note which clients are inscribed, by their first lines; then look at the others."""
        heads = set(numeros)
        for numero, one in self.examens.items():
            if numero in heads or one.avec_ligne in heads:
                self.gone.add(numero)

    def counted(self, verdict: Verdict) -> int:
        """Count the lines of a verdict that are left."""
        return self.ticks.counts[verdict]

    def left(self) -> list[Examen]:
        """Give what was not inscribed, and could be: wrong, doubtful, or left aside."""
        return [
            one
            for _, one in sorted(self.examens.items())
            if one.verdict in (Verdict.ERREUR, Verdict.A_VERIFIER, Verdict.PRETE)
        ]
