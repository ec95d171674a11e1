"""A backup of which one byte changed, anywhere in it, is refused: tried or restored."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from models.backups.age_files import decrypter, encrypter
from models.backups.trial import try_backup
from models.errors import Refusal
from models.portefeuille import Portefeuille
from models.storage.backup import save_backup
from models.storage.opening import close_database
from models.storage.restoring import restore_backup
from tests.cabinet import independant
from tests.domain.bases import ON_SQLITE
from tests.domain.safe import Safe
from tests.tries import rounds

BYTES = 200


@ON_SQLITE
@pytest.mark.parametrize(
    ("encrypted", "digest"), [(True, True), (True, False), (False, True)], ids=str
)
def test_one_byte_is_enough(
    portefeuille: Portefeuille, safe: Safe, tmp_path: Path, encrypted: bool, digest: bool
) -> None:
    """One in clear whose digest is gone is not of these: what is not sealed may hide a byte."""
    portefeuille.enroll(independant(1))
    encrypt = encrypter([safe.recipient]) if encrypted else None
    made = save_backup(tmp_path / "une.sauvegarde", encrypt=encrypt).path
    close_database()
    beside, target = made.with_name(f"{made.name}.sha256"), tmp_path / "ici" / "base.db"
    identity = safe.mine if encrypted else None
    if not digest:
        beside.unlink()
    restore_backup(made, tmp_path / "bonne.db", decrypt=decrypter(made, identity))
    whole, draw = made.read_bytes(), Random(7)
    size = len(whole)
    places = [0, 1, size - 1, *(draw.randrange(size) for _ in range(rounds(BYTES)))]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= draw.randrange(1, 256)
        made.write_bytes(changed)
        with pytest.raises(Refusal):
            restore_backup(made, target, decrypt=decrypter(made, identity))
        assert not target.exists()
        with pytest.raises(Refusal):
            try_backup(made, None, decrypt=decrypter(made, identity))
