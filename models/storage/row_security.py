"""Of which cabinet a connection to a server of PostgreSQL sees the rows (ADR 0018)."""

from __future__ import annotations

from threading import get_ident
from typing import Any

from peewee import PostgresqlDatabase

from models.command import command

CABINET, UPKEEP = "portefeuille.cabinet", "portefeuille.entretien"
YES = "oui"
NEEDS_OWNER = (
    "Ce rôle PostgreSQL ne voit qu'un cabinet à la fois\u00a0: sauvegarder et restaurer demandent "
    "le rôle propriétaire de la base, par exemple\u00a0: "
    + command(
        "--base postgresql://proprietaire@serveur/cabinets sauvegarder --dans /srv/sauvegardes"
    )
)


class RowSecurity(PostgresqlDatabase):
    """A server that shows to a connection the rows of one cabinet, or none.

    Bases whose schema is older show all of them, and have none of its functions.
    """

    seen: int | None = None
    _hidden_in: int | None = None

    def see(self, cabinet: int | None) -> None:
        """Tell the connection of this thread, and those to come."""
        self.seen, self._hidden_in = cabinet, None
        if not self.is_closed():
            self._set(CABINET, str(cabinet or ""))

    def hide(self) -> None:
        """Tell the connection of this thread, and the next one if this one is lost."""
        self._hidden_in = get_ident()
        if not self.is_closed():
            self._set(CABINET, "")

    @property
    def is_hidden(self) -> bool:
        """Whether this thread sees nothing until it is told to see."""
        return self._hidden_in == get_ident()

    def see_all(self) -> None:
        """Show this connection all the rows: the role is to be that of the owner."""
        self._set(UPKEEP, YES)

    def cabinets(self) -> list[int]:
        """Ask the function that sees them all."""
        known = "SELECT to_regprocedure('cabinets_de_la_base()') IS NOT NULL"
        secured = self.execute_sql(known).fetchone()[0]
        asked = "cabinets_de_la_base()" if secured else "(SELECT id FROM cabinet ORDER BY id) AS c"
        return [number for (number,) in self.execute_sql(f"SELECT * FROM {asked}").fetchall()]

    def whose(self, identifiant: str) -> int | None:
        """Ask the function that knows everybody."""
        return self._asked("cabinet_de_la_personne", identifiant)

    def whose_key(self, empreinte: str) -> int | None:
        """Ask the function that knows every open key."""
        return self._asked("cabinet_de_la_cle", empreinte)

    def _asked(self, function: str, about: str) -> int | None:
        found = self.execute_sql(f"SELECT {function}(%s)", (about,)).fetchone()
        return int(found[0]) if found else None

    def _set(self, name: str, value: str) -> None:
        self.execute_sql("SELECT set_config(%s, %s, false)", (name, value)).fetchone()

    def _initialize_connection(self, conn: Any) -> None:
        """Tell a connection that is new, of whichever server it is."""
        if self.seen is not None and not self.is_hidden:
            conn.execute("SELECT set_config(%s, %s, false)", (CABINET, str(self.seen)))
