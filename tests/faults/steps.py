"""Ends a restore, a backup or a trial at each step that it takes in a folder, one by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from models.backups.age_files import decrypter, encrypter
from models.backups.age_keys import read_identity
from models.backups.trial import try_backup
from models.storage.kept_backups import save_in
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from tests.pseudo_terminal import ROOT
from tui.verbs.stopped import Stopped

DONE, STOPPED, KILLED = 0, 15, 9
IDENTITY = "identite"
CHANGES = {"open", "os.link", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir"}
CHANGES |= {"shutil.rmtree"}


class Steps:
    """A process that forks one that is stopped: this one has threads, and may not fork."""

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def run(self, verb: str, source: Path, target: Path, *, step: int, how: int) -> int:
        """Run `verb`; at its `step`-th call about the folder of `target`, end as `how` says.

        Gives DONE if it took fewer steps. KILLED is what `kill -9` does, STOPPED what a signal
        does that a handler takes.
        """
        server = self._server
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps([verb, str(source), str(target), step, how]) + "\n")
        server.stdin.flush()
        return int(server.stdout.readline())


def stop_at(step: int, how: int, folder: str) -> None:
    """Have this process end at its `step`-th call about a file of `folder`."""
    taken = 0

    def look(event: str, details: tuple[object, ...]) -> None:
        nonlocal taken
        if event in CHANGES and any(str(one).startswith(folder) for one in details[:2]):
            taken += 1
            if taken == step and how == KILLED:
                os._exit(KILLED)
            if taken == step:
                raise Stopped(how)

    sys.addaudithook(look)


def carry_out(verb: str, source: str, target: str, step: int, how: int) -> int:
    """Restore `source` in the place of `target`, save it in that folder, or try it there.

    What is encrypted is so for the IDENTITY that lies beside `source`.
    """
    if verb in ("sauvegarder", "chiffrer"):
        open_database(source)
    folder = target if verb in ("sauvegarder", "essayer") else str(Path(target).parent)
    identity = Path(source).with_name(IDENTITY)
    encrypt = None
    if verb == "chiffrer":
        encrypt = encrypter([str(read_identity(identity).to_public())])
    tempfile.tempdir = target
    stop_at(step, how, folder)
    try:
        if verb == "restaurer":
            restore_backup(Path(source), target)
        elif verb == "essayer":
            try_backup(Path(source), None, decrypt=decrypter(Path(source), identity))
        else:
            save_in(Path(target), 2, encrypt=encrypt)
            close_database()
    except Stopped as end:
        return end.number
    return DONE


def serve() -> None:
    """Fork for each line that is read; write how that ended."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(carry_out(*json.loads(line)))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
