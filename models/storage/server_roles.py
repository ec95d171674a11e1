"""The two roles of a server: who owns the base, and the application, which owns nothing."""

from __future__ import annotations

from collections.abc import Callable

from peewee import DatabaseError, PostgresqlDatabase

LIMITS = {
    # A page takes some ms, a lot of 10 000 rows is many statements: what lasts is a mistake.
    "statement_timeout": "5s",
    # Who waits for another writer is told so, and tries again.
    "lock_timeout": "250ms",
    # A session that is stopped in the middle of a gesture holds the cabinet of all the others.
    "idle_in_transaction_session_timeout": "15s",
}
"""What the program asks for; its role has it too, for whatever else connects by it."""

AS_OWNER = """SELECT oid::regprocedure FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace AND prosecdef"""
SET_BY_HAND = """SELECT split_part(unnest(setconfig), '=', 1)
FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole
JOIN pg_database ON setdatabase IN (0, pg_database.oid)
WHERE rolname = %s AND datname = current_database()"""
LIKE = "textlike(text, text)"
"""What the trigrams answer; the server uses no index with rows that are secured, unless a function
is known to tell nothing of what it looks at (ADR 0018)."""


class Roles(PostgresqlDatabase):
    """A server whose roles have no more rights than they need."""

    def may_change(self, table: str) -> bool:
        """Whether the role may create tables, and owns `table` where it is there."""
        owned = (
            "SELECT has_schema_privilege(current_schema(), 'CREATE') AND NOT EXISTS ("
            " SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = %s"
            " AND NOT pg_has_role(tableowner, 'USAGE'))"
        )
        return bool(self.execute_sql(owned, (table,)).fetchone()[0])

    def looks_after(self) -> bool:
        """Whether this role may see all the rows."""
        owned = "SELECT pg_has_role('pg_database_owner', 'USAGE')"
        return bool(self.execute_sql(owned).fetchone()[0])

    def grant(self, role: str, rights: Callable[[str], str]) -> list[str]:
        """Take every right from `role`, then give it those, and its LIMITS."""
        quoted = self._quoted(role)
        with self.atomic():
            schema = self.execute_sql("SELECT quote_ident(current_schema())").fetchone()[0]
            self.execute_sql(f"GRANT USAGE ON SCHEMA {schema} TO {quoted}")
            for table in self.get_tables():
                self.execute_sql(f"REVOKE ALL ON {table} FROM {quoted}")
                self.execute_sql(f"GRANT {rights(table)} ON {table} TO {quoted}")
            sequences = f"ALL SEQUENCES IN SCHEMA {schema}"
            self.execute_sql(f"GRANT USAGE, SELECT ON {sequences} TO {quoted}")
            for (function,) in self.execute_sql(AS_OWNER).fetchall():
                self.execute_sql(f"GRANT EXECUTE ON FUNCTION {function} TO {quoted}")
            return [one for one in self._lacking_to(role) if not self._may(one)]

    def readers(self, table: str) -> list[str]:
        """Name the roles that may read `table`, the owner and everybody aside."""
        granted = (
            "SELECT grantee FROM information_schema.role_table_grants"
            " WHERE table_schema = current_schema() AND table_name = %s"
            " AND privilege_type = 'SELECT' AND grantee NOT IN (current_user, 'PUBLIC')"
        )
        return [role for (role,) in self.execute_sql(granted, (table,)).fetchall()]

    def _lacking_to(self, role: str) -> list[str]:
        """Give the statements that set what is not set: whoever chose other limits keeps them."""
        there = {name for (name,) in self.execute_sql(SET_BY_HAND, (role,)).fetchall()}
        base = self._quoted(self.execute_sql("SELECT current_database()").fetchone()[0])
        whose = f"ALTER ROLE {self._quoted(role)} IN DATABASE {base}"
        todo = [f"{whose} SET {name} = '{value}'" for name, value in LIMITS.items()]
        todo = [one for name, one in zip(LIMITS, todo, strict=True) if name not in there]
        known = "SELECT proleakproof FROM pg_proc WHERE oid = %s::regprocedure"
        if not self.execute_sql(known, (LIKE,)).fetchone()[0]:
            todo.append(f"ALTER FUNCTION {LIKE} LEAKPROOF")
        return todo

    def _may(self, statement: str) -> bool:
        """Run a statement, if this role may."""
        try:
            with self.atomic():
                self.execute_sql(statement)
        except DatabaseError as error:
            if getattr(getattr(error, "orig", None), "sqlstate", "") != "42501":
                raise
            return False
        return True

    @staticmethod
    def _quoted(name: str) -> str:
        return '"{}"'.format(name.replace('"', '""'))
