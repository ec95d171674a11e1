"""Refusals: what cannot be done, each with the French sentence that the person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Refusal(Exception):
    """Something that Portefeuille will not do; `str()` is the sentence to show."""


class BadValue(Refusal):
    """A value that cannot be: says what is wrong, what is expected, an example."""


class EmptyTable(BadValue):
    """A file, a sheet or a paste in which nothing is written."""


class SeveralSheets(BadValue):
    """A workbook in which several sheets hold something, and none was named.

    `feuilles` are their names, in the order of the workbook.
    """

    def __init__(self, sentence: str, feuilles: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.feuilles = feuilles


class BadFields(Refusal):
    """Several fields of one form; `sentences` maps a field's name to its sentence."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(next(iter(sentences.values())))
        self.sentences = dict(sentences)


class Doubtful(Refusal):
    """Values that are unusual but possible: `warnings` to accept before saving again."""

    def __init__(self, warnings: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(" ".join(s for sentences in warnings.values() for s in sentences))
        self.warnings = dict(warnings)


class AlreadyEnrolled(Refusal):
    """The Siren under this régime, or the account number, is already in the portefeuille.

    `uid` is the inscription that holds it; `field` is the field that was typed.
    """

    def __init__(self, sentence: str, uid: UUID, field: str) -> None:
        super().__init__(sentence)
        self.uid = uid
        self.field = field


class InCorbeille(AlreadyEnrolled):
    """The Siren under this régime was removed, and is still to be résilié on urssaf.fr.

    `uid` may be restored; else what is inscribed anew takes over what urssaf.fr has of it.
    """


class Conflict(Refusal):
    """Somebody else changed the row since it was read; nothing was written."""


class NotFound(Refusal):
    """What was named is not there, or no longer: a client, a person, a cabinet, the base."""


class Unsound(Refusal):
    """The base, its journal or their seals are not as they should be, or could not be verified."""


class NotAllowed(Refusal):
    """The role of the person does not allow this verb."""


class LoginRefused(Refusal):
    """Wrong identifiant or mot de passe, or too many tries."""


class TooManyTries(LoginRefused):
    """A try that came too soon after others; it was not looked at."""


class AccessClosed(LoginRefused):
    """The right password of somebody whose access was closed."""


class Abandoned(Refusal):
    """The person gave a long work up; nothing of it was written."""


class KeyMissing(Refusal):
    """The main key is absent or is not the one that sealed these data."""


class StorageFailure(Refusal):
    """The database could not do it: disk full, busy, read-only, damaged, unreachable."""


class StorageLost(StorageFailure):
    """The server is gone, or went before anything was committed: the same may be tried again."""


class StorageBusy(StorageFailure):
    """Another writer holds the database: nothing was written, trying again may succeed.

    `under_way` says for what, if that is known.
    """

    def __init__(self, sentence: str, under_way: str = "") -> None:
        super().__init__(f"{sentence} {under_way}".rstrip())
        self.under_way = under_way
