"""`veille`: keeps a warmed process that forks a session for each connection."""

from __future__ import annotations

import os
from argparse import Namespace
from functools import partial
from pathlib import Path

from tui.config import Config
from tui.veille.apart import apart
from tui.veille.command import run, whose
from tui.veille.listening import listen, tell_systemd
from tui.veille.places import FOLDER, Places
from tui.veille.server import Server
from tui.veille.upgrade import look_at_base, upgrade
from tui.veille.warm import freeze, load_everything, show_login
from tui.verbs.upkeep import migrer

SOCKET = Path("veille") / "veille.sock"
"""Where the socket is, in the folder of the data, unless it is said otherwise."""


def veille(options: Namespace, config: Config) -> None:
    """Warm up, then fork a session for each client, until a signal or another server comes.

    A base that is to be migrated is, once the sessions of the server before have ended. NotFound:
    there is no base; StorageFailure: it cannot be used; NoSocket: there is nothing to listen to.
    """
    waiting = apart(partial(look_at_base, config))
    load_everything(config.base)
    show_login(config)
    listener = listen(options.socket or config.folder / SOCKET, os.environ)
    try:
        places = Places(options.sessions, options.par_personne, listener.path.parent / FOLDER)
        freeze()
        server = Server(listener, places, run, whose)
        print(f"Prêt : {listener.path}", flush=True)
        tell_systemd("READY=1", os.environ)
        if waiting:
            migrate = partial(migrer, Namespace(role_application=None), config)
            upgrade(server, places, options.attente, partial(apart, migrate))
        server.serve()
    finally:
        listener.close()
