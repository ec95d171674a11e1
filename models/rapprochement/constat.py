"""What comparing finds of one inscription: where it is, what differs, what may be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from models.ecarts import State
from models.identifiers import numero_compte, siren
from models.labels import Regime
from models.rapprochement.seen import Seen, Unread
from models.search.here import Here


class Groupe(Enum):
    """Where an inscription is, in the order that people look at them; `code` is that of JSON."""

    DIFFERENT = "differents", "Différents"
    LA_BAS = "la_bas_seulement", "Seulement sur urssaf.fr"
    ICI = "ici_seulement", "Seulement ici"
    A_PRECISER = "a_preciser", "À préciser"
    D_ACCORD = "d_accord", "D'accord"

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label


class Kind(Enum):
    """What may differ."""

    RADIE_LA_BAS = "radié là-bas"
    RADIE_ICI = "radié ici"
    REGIME = "régime"
    FORME = "forme juridique"
    SERVICES = "services"
    COMPTE_LA_BAS = "compte sur urssaf.fr"
    COMPTE_ICI = "compte ici"


class Action(Enum):
    """What may be done of a difference."""

    ENROLL = "Inscrire ici (déjà inscrit)"
    ALIGN = "Corriger ici comme sur urssaf.fr"
    STRIKE_OFF = "Marquer radié"
    TERMINATE = "Résilier ✕"
    NOTE = "C'est ainsi sur urssaf.fr"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs, and the words that say it."""

    quoi: Kind
    phrase: str


@dataclass(frozen=True, slots=True)
class Constat:
    """One inscription: here, there (`seen`, its lines), or both.

    `there` is what would be known of it on urssaf.fr once noted so (None: that it is not there).
    `phrase` says what else is to be known; `actions` what may be done, the likeliest first.
    """

    groupe: Groupe
    here: Here | None = None
    seen: tuple[Seen, ...] = ()
    differences: tuple[Difference, ...] = ()
    phrase: str = ""
    actions: tuple[Action, ...] = ()
    there: State | None = field(default=None, repr=False)
    unread: Unread | None = None

    @property
    def key(self) -> str:
        """What tells it from the others, and stays when they are compared again."""
        if self.here:
            return self.here.uid.hex
        return f"{self.siren}.{'.'.join(sorted(self.regimes))}.{self.number}.{self.numero or ''}"

    @property
    def numero(self) -> int | None:
        """The line that it was read on, the first of several."""
        if self.unread:
            return self.unread.numero
        return self.seen[0].numero if self.seen else None

    @property
    def regimes(self) -> frozenset[Regime]:
        """The régimes that it may be of."""
        if self.here:
            return frozenset({self.here.regime})
        return self.seen[0].regimes if self.seen else frozenset()

    @property
    def regime(self) -> Regime | None:
        """Its régime, if that is sure."""
        return next(iter(self.regimes)) if len(self.regimes) == 1 else None

    @property
    def siren(self) -> str:
        """Its Siren, if it has one."""
        if self.here and self.here.siren:
            return self.here.siren
        return next((one.siren for one in self.seen if one.siren), "")

    @property
    def number(self) -> str:
        """Its first account number, if one is known."""
        if self.here and self.here.number:
            return self.here.number
        return next((one.numero_compte for one in self.seen if one.numero_compte), "")

    @property
    def forme_juridique(self) -> str:
        """Its forme, as urssaf.fr has it."""
        return next((one.forme_juridique for one in self.seen if one.forme_juridique), "")

    @property
    def nom(self) -> str:
        """Its name: the portal's page has none."""
        if self.here:
            return self.here.nom
        return next((one.saisie.raison_sociale for one in self.seen), "")

    @property
    def shown_number(self) -> str:
        """The Siren, else the account number, as it is printed."""
        if self.siren:
            return siren.show(self.siren)
        return numero_compte.show(self.number) if self.number else ""

    @property
    def title(self) -> str:
        """The inscription as the portal's list names it."""
        regime = self.regime
        named = regime.label if regime else "(type à dire)"
        if self.siren:
            return f"Comptes {named} du SIREN {self.shown_number}"
        return f"Compte {named} {self.shown_number}".rstrip()

    @property
    def quoi(self) -> str:
        """What differs, in words; else what is to be known."""
        return " ; ".join(one.phrase for one in self.differences) or self.phrase

    @property
    def from_absence(self) -> bool:
        """Whether all that is known is that nobody read it: nothing is done of several at once."""
        return not self.seen
