"""What a list of a million inscriptions needs: kept totals, trigrams on SQLite too, indexes.

Triggers keep them, so that no writer can forget to.
"""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

COUNTED = ("cabinet_id", "cle_nom", "regime", "report", "retire_le")

INDEXES = """
CREATE INDEX inscription_siren ON inscription (cabinet_id, siren) WHERE siren IS NOT NULL;
CREATE INDEX inscription_regime ON inscription (cabinet_id, regime);
CREATE INDEX inscription_societe ON inscription (cabinet_id, siren_societe)
    WHERE siren_societe IS NOT NULL;
CREATE INDEX inscription_responsable ON inscription (cabinet_id, responsable_id)
    WHERE responsable_id IS NOT NULL;
CREATE INDEX inscription_sans_nom ON inscription (cabinet_id) WHERE raison_sociale = '';
CREATE INDEX inscription_modifiee ON inscription (cabinet_id, modifie_le, id)
    WHERE retire_le IS NULL;
CREATE INDEX compte_numero ON compte (cabinet_id, numero_compte)
    WHERE numero_compte IS NOT NULL;
CREATE INDEX compte_court ON compte (cabinet_id, substr(numero_compte, 4))
    WHERE length(numero_compte) = 18;
CREATE INDEX compte_inactif ON compte (cabinet_id, etat) WHERE etat <> 'actif';
CREATE INDEX compte_sans_numero ON compte (cabinet_id) WHERE numero_compte IS NULL
"""

# `debut` cuts the names in drawers, so that a rank is a sum of drawers and a part of one.
TOTALS = """
CREATE TABLE compteur (
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    debut TEXT {collation} NOT NULL,
    regime TEXT NOT NULL,
    report TEXT NOT NULL,
    retire INTEGER NOT NULL CHECK (retire IN (0, 1)),
    nombre BIGINT NOT NULL CHECK (nombre >= 0),
    PRIMARY KEY (cabinet_id, debut, regime, report, retire)
) {rowless};
INSERT INTO compteur
    SELECT cabinet_id, substr(cle_nom, 1, 3), regime, report,
        CASE WHEN retire_le IS NULL THEN 0 ELSE 1 END, COUNT(*)
    FROM inscription GROUP BY 1, 2, 3, 4, 5
"""
ADD = """
    INSERT INTO compteur (cabinet_id, debut, regime, report, retire, nombre)
    VALUES (NEW.cabinet_id, substr(NEW.cle_nom, 1, 3), NEW.regime, NEW.report,
        CASE WHEN NEW.retire_le IS NULL THEN 0 ELSE 1 END, 1)
    ON CONFLICT (cabinet_id, debut, regime, report, retire)
    DO UPDATE SET nombre = compteur.nombre + 1;
"""
TAKE = """
    UPDATE compteur SET nombre = nombre - 1
    WHERE cabinet_id = OLD.cabinet_id AND debut = substr(OLD.cle_nom, 1, 3)
        AND regime = OLD.regime AND report = OLD.report
        AND retire = CASE WHEN OLD.retire_le IS NULL THEN 0 ELSE 1 END;
"""

# The trigrams of « bou » in « la boulangerie »: two spaces before each word make the beginnings
# of one and two letters findable too.
WORDS = "'  ' || replace({row}cle_recherche, ' ', '  ')"
INDEX_NEW = f"""
    INSERT INTO inscription_mots (rowid, mots) VALUES (NEW.id, {WORDS.format(row="NEW.")});
"""
FORGET_OLD = f"""
    INSERT INTO inscription_mots (inscription_mots, rowid, mots)
    VALUES ('delete', OLD.id, {WORDS.format(row="OLD.")});
"""
TRIGRAMS = f"""
CREATE VIEW inscription_en_mots AS SELECT id, {WORDS.format(row="")} AS mots FROM inscription;
CREATE VIRTUAL TABLE inscription_mots USING fts5 (
    mots, content = 'inscription_en_mots', content_rowid = 'id',
    tokenize = 'trigram', detail = 'none', columnsize = 0
);
INSERT INTO inscription_mots (inscription_mots) VALUES ('rebuild');
DROP INDEX inscription_nom;
CREATE INDEX inscription_nom ON inscription (cabinet_id, cle_nom, id, cle_recherche)
    WHERE retire_le IS NULL
"""

# What SQLite should know before it chooses an index: `cabinet_id` alone chooses nothing, the
# next column nearly everything. Written by hand, so that plans are the same for every base.
ONE, ALL = 1, 1_000_000
KNOWN = {
    "inscription": {
        "sqlite_autoindex_inscription_1": (ALL, ONE),
        "sqlite_autoindex_inscription_2": (ALL, ONE),
        "inscription_nom": (ALL, 2, ONE, ONE),
        "inscription_siren": (ALL, 2),
        "inscription_siren_vivant": (ALL, 2, ONE),
        "inscription_report": (ALL, ALL // 3, 2, ONE),
        "inscription_regime": (ALL, ALL // 4),
        "inscription_societe": (ALL // 20, 2),
        "inscription_responsable": (ALL, ALL // 20),
        "inscription_sans_nom": (ALL // 50,),
        "inscription_modifiee": (ALL, 2, ONE),
    },
    "compte": {
        "sqlite_autoindex_compte_1": (ALL, ONE),
        "compte_inscription": (ALL, ONE),
        "compte_numero": (ALL, ONE),
        "compte_numero_vivant": (ALL, ONE),
        "compte_court": (ALL, ONE),
        "compte_siret": (ALL, ONE),
        "compte_inactif": (ALL // 15, ALL // 30),
        "compte_sans_numero": (ALL // 50,),
    },
}


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Create and fill them."""
    on_server = isinstance(db, PostgresqlDatabase)
    collation, rowless = ('COLLATE "C"', "") if on_server else ("", "WITHOUT ROWID")
    _run(db, INDEXES)
    _run(db, TOTALS.format(collation=collation, rowless=rowless))
    if on_server:
        _count_on_server(db)
        return
    _run(db, TRIGRAMS)
    moved = _differ(*COUNTED)
    _trigger(db, "compteur_ajout", "INSERT", ADD)
    _trigger(db, "compteur_retrait", "DELETE", TAKE)
    _trigger(db, "compteur_passage", f"UPDATE OF {', '.join(COUNTED)}", TAKE + ADD, when=moved)
    _trigger(db, "mots_ajout", "INSERT", INDEX_NEW)
    _trigger(db, "mots_retrait", "DELETE", FORGET_OLD)
    renamed = _differ("cle_recherche")
    _trigger(db, "mots_passage", "UPDATE OF cle_recherche", FORGET_OLD + INDEX_NEW, when=renamed)
    db.execute_sql("ANALYZE sqlite_schema")
    for table, indexes in KNOWN.items():
        for index, rows in indexes.items():
            known = " ".join(map(str, (rows[0], *rows)))
            db.execute_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, known))


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove them."""
    on_server = isinstance(db, PostgresqlDatabase)
    triggers = ["compteur_ajout", "compteur_retrait", "compteur_passage"]
    if not on_server:
        triggers += ["mots_ajout", "mots_retrait", "mots_passage"]
    for name in triggers:
        db.execute_sql(f"DROP TRIGGER {name}{' ON inscription' if on_server else ''}")
    if on_server:
        db.execute_sql("DROP FUNCTION compter()")
    else:
        db.execute_sql("DROP TABLE inscription_mots")
        db.execute_sql("DROP VIEW inscription_en_mots")
        db.execute_sql("DELETE FROM sqlite_stat1")
        db.execute_sql("DROP INDEX inscription_nom")
        db.execute_sql(
            "CREATE INDEX inscription_nom ON inscription (cabinet_id, cle_nom, id)"
            " WHERE retire_le IS NULL"
        )
    db.execute_sql("DROP TABLE compteur")
    for line in INDEXES.split("CREATE INDEX ")[1:]:
        db.execute_sql(f"DROP INDEX {line.split()[0]}")


def _count_on_server(db: Database) -> None:
    moved = _differ(*COUNTED)
    db.execute_sql(
        f"""
        CREATE FUNCTION compter() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN {TAKE} END IF;
            IF TG_OP <> 'DELETE' THEN {ADD} END IF;
            RETURN NULL;
        END $$
        """
    )
    for name, event, when in (
        ("compteur_ajout", "INSERT", ""),
        ("compteur_retrait", "DELETE", ""),
        ("compteur_passage", f"UPDATE OF {', '.join(COUNTED)}", f"WHEN ({moved})"),
    ):
        db.execute_sql(
            f"CREATE TRIGGER {name} AFTER {event} ON inscription"
            f" FOR EACH ROW {when} EXECUTE FUNCTION compter()"
        )


def _trigger(db: Database, name: str, event: str, body: str, *, when: str = "1") -> None:
    db.execute_sql(
        f"CREATE TRIGGER {name} AFTER {event} ON inscription WHEN {when} BEGIN {body} END"
    )


def _differ(*columns: str) -> str:
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)


def _run(db: Database, script: str) -> None:
    for statement in script.split(";"):
        db.execute_sql(statement)
