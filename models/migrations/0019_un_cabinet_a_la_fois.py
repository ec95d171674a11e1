"""On PostgreSQL a connection sees the rows of one cabinet, the one that it was told (ADR 0018).

`portefeuille.cabinet` is that cabinet's number; unset, or empty: no row is seen. An equality with
a setting is put by the planner beside that of the query itself, and costs a look a statement.
`portefeuille.entretien` shows all of them to the owner of the base alone, for a backup, an update
and the functions that say of which cabinet somebody is; its policy names a role that every server
has, so that a backup is restored on any of them. No other role deletes what the archive has not.
"""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

from models.errors import StorageFailure

TABLES = (
    *("cle", "utilisateur", "inscription", "compte", "operation", "retour", "brouillon"),
    *("archive", "modele", "cle_ssh", "compteur", "presence", "seance", "travail"),
)
"""Those that have the number of a cabinet; `cabinet` is known by its own."""

SECURED = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY cabinet ON {table}
    USING ({column} = NULLIF(current_setting('portefeuille.cabinet', true), '')::bigint);
CREATE POLICY entretien ON {table} TO pg_database_owner
    USING (current_setting('portefeuille.entretien', true) = 'oui')
"""
OPENED = """
DROP POLICY entretien ON {table};
DROP POLICY cabinet ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY
"""

# A function cannot carry the setting itself: nobody but a superuser may give it one of ours.
LOOK_UP = """
CREATE FUNCTION {signature} RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = {schema}, pg_temp
AS $$
DECLARE before text := coalesce(current_setting('portefeuille.entretien', true), '');
BEGIN
    PERFORM set_config('portefeuille.entretien', 'oui', true);
    RETURN QUERY {query};
    PERFORM set_config('portefeuille.entretien', before, true);
END $$
"""
LOOK_UPS = {
    "cabinets_de_la_base()": "SELECT id FROM cabinet ORDER BY id",
    "cabinet_de_la_personne(text)": "SELECT cabinet_id FROM utilisateur WHERE identifiant = $1",
    "cabinet_de_la_cle(text)": (
        "SELECT cabinet_id FROM cle_ssh WHERE empreinte = $1 AND retiree_le IS NULL"
    ),
}

# What the connection does not see, it cannot forget: the owner is under the policy as well.
FORGET = """
CREATE FUNCTION oublier(numeros bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = {schema}, pg_temp
AS $$
BEGIN
    IF (
        SELECT count(*) FROM inscription JOIN archive USING (cabinet_id, uid)
        WHERE inscription.id = ANY (numeros)
            AND inscription.retire_le IS NOT NULL AND inscription.ecart = 'aucun'
    ) < cardinality(numeros) THEN
        RAISE insufficient_privilege USING MESSAGE = 'not archived';
    END IF;
    DELETE FROM compte WHERE inscription_id = ANY (numeros);
    DELETE FROM inscription WHERE id = ANY (numeros);
END $$
"""
FUNCTIONS = (*LOOK_UPS, "oublier(bigint[])")


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Put the policies, and make the functions that go beside them."""
    if not isinstance(db, PostgresqlDatabase):
        return
    owner = "SELECT pg_has_role('pg_database_owner', 'USAGE'), quote_ident(current_schema())"
    owned, schema = db.execute_sql(owner).fetchone()
    if not owned:
        raise StorageFailure(
            "Cette mise à jour demande que la base appartienne au rôle qui la fait, "
            "par exemple\u00a0: ALTER DATABASE cabinets OWNER TO proprietaire"
        )
    for signature, query in LOOK_UPS.items():
        _run(db, LOOK_UP.format(signature=signature, query=query, schema=schema))
    _run(db, FORGET.format(schema=schema))
    for function in FUNCTIONS:
        _run(db, f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    for table in ("cabinet", *TABLES):
        column = "id" if table == "cabinet" else "cabinet_id"
        for statement in SECURED.format(table=table, column=column).split(";"):
            _run(db, statement)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove them."""
    if not isinstance(db, PostgresqlDatabase):
        return
    for table in ("cabinet", *TABLES):
        for statement in OPENED.format(table=table).split(";"):
            _run(db, statement)
    for function in FUNCTIONS:
        _run(db, f"DROP FUNCTION {function}")


def _run(db: Database, statement: str) -> None:
    db.execute_sql(statement)
