"""The mark beside an SQLite file whose cabinet was transferred: since then it is a backup.

The file itself is left as it was; the mark keeps a clerk from working on in the wrong one.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.errors import StorageFailure
from models.storage.database_file import is_missing
from models.storage.failures import explaining
from models.storage.file_copy import beside, partial_file, put_in_place
from models.wording import show_moment

ENDING = ".transferee"


def mark_transferred(path: Path, where: str, instant: datetime) -> Path:
    """Say beside the base `path` that it was transferred to `where`; gives the mark."""
    mark = beside(path, ENDING)
    with explaining(mark):
        mark.unlink(missing_ok=True)
        with partial_file(mark) as part:
            part.write_text(f"{instant.isoformat()}\n{where}\n", "utf-8")
            put_in_place(part, mark)
    return mark


def refuse_transferred(path: Path) -> None:
    """Raise StorageFailure if the cabinet of the base `path` is elsewhere by now."""
    mark = beside(path, ENDING)
    with explaining(mark):
        if is_missing(mark):
            return
        instant, _, where = mark.read_text("utf-8", "replace").strip().partition("\n")
    when = ""
    with suppress(ValueError):
        when = f" le {show_moment(datetime.fromisoformat(instant))}"
    raise StorageFailure(
        f"Le cabinet de {path} a été transféré{when} : ouvrez désormais "
        f"{where or 'la base PostgreSQL'}, par --base ou par les réglages. Ce fichier n'a pas "
        "changé depuis : gardez-le comme une sauvegarde. Pour le reprendre malgré tout, "
        f"supprimez {mark}."
    )
