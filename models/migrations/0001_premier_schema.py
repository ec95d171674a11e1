"""The first schema: all tables, with their constraints in the database itself."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

SQLITE = {
    "id": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
    "uuid": "TEXT",
    "blob": "BLOB",
    "instant": "DATETIME",
    "bool": "INTEGER",
    "true": "1",
    "key": "TEXT",
    "digits": "(length({0}) = {1} AND {0} NOT GLOB '*[^0-9]*')",
    "alphanumeric": "(length({0}) BETWEEN 10 AND 20 AND {0} NOT GLOB '*[^0-9A-Z]*')",
}
POSTGRESQL = {
    "id": "BIGSERIAL PRIMARY KEY",
    "uuid": "UUID",
    "blob": "BYTEA",
    "instant": "TIMESTAMP",
    "bool": "BOOLEAN",
    "true": "TRUE",
    "key": 'TEXT COLLATE "C"',
    "digits": "({0} ~ '^[0-9]{{{1}}}$')",
    "alphanumeric": "({0} ~ '^[0-9A-Z]{{10,20}}$')",
}

TABLES = """
CREATE TABLE cabinet (
    id {id},
    uid {uuid} NOT NULL UNIQUE,
    nom TEXT NOT NULL CHECK (nom <> ''),
    siren TEXT CHECK (siren IS NULL OR {siren}),
    cree_le {instant} NOT NULL
);

CREATE TABLE cle (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    kid INTEGER NOT NULL CHECK (kid BETWEEN 1 AND 65535),
    kek_id TEXT NOT NULL,
    enveloppe {blob} NOT NULL,
    UNIQUE (cabinet_id, kid)
);

CREATE TABLE utilisateur (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    uid {uuid} NOT NULL,
    identifiant TEXT NOT NULL UNIQUE CHECK (identifiant <> ''),
    nom TEXT NOT NULL,
    hachage TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrateur', 'collaborateur', 'consultation')),
    actif {bool} NOT NULL DEFAULT {true},
    code_secours_hachage TEXT,
    echecs INTEGER NOT NULL DEFAULT 0 CHECK (echecs >= 0),
    derniere_connexion {instant},
    preferences TEXT NOT NULL DEFAULT '{{}}',
    UNIQUE (cabinet_id, uid),
    UNIQUE (cabinet_id, id)
);

CREATE TABLE inscription (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    uid {uuid} NOT NULL,
    regime TEXT NOT NULL CHECK (regime <> ''),
    siren {key} CHECK (siren IS NULL OR ({siren} AND siren <> '000000000')),
    siren_societe TEXT CHECK (siren_societe IS NULL OR {siren_societe}),
    raison_sociale TEXT NOT NULL DEFAULT '',
    civilite TEXT,
    cle_nom {key} NOT NULL DEFAULT '',
    cle_recherche {key} NOT NULL DEFAULT '',
    forme_juridique TEXT,
    code_dossier TEXT,
    responsable_id BIGINT,
    services BIGINT NOT NULL DEFAULT 0 CHECK (services BETWEEN 0 AND 32767),
    montant_centimes BIGINT CHECK (montant_centimes IS NULL OR montant_centimes >= 0),
    nir {blob},
    note TEXT NOT NULL DEFAULT '',
    report TEXT NOT NULL CHECK (report IN ('a_faire', 'fait', 'refuse')),
    report_le {instant},
    report_par_id BIGINT,
    report_motif TEXT,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    cree_le {instant} NOT NULL,
    cree_par_id BIGINT,
    modifie_le {instant} NOT NULL,
    modifie_par_id BIGINT,
    retire_le {instant},
    retire_par_id BIGINT,
    UNIQUE (cabinet_id, uid),
    UNIQUE (cabinet_id, id),
    CHECK ((siren IS NULL) = (regime = 'gerant_majoritaire')),
    CHECK (siren_societe IS NULL OR regime = 'gerant_majoritaire'),
    CHECK (nir IS NULL OR regime NOT IN ('general', 'gerant_majoritaire')),
    CHECK (montant_centimes IS NULL OR report <> 'fait'),
    FOREIGN KEY (cabinet_id, responsable_id) REFERENCES utilisateur (cabinet_id, id),
    FOREIGN KEY (cabinet_id, report_par_id) REFERENCES utilisateur (cabinet_id, id),
    FOREIGN KEY (cabinet_id, cree_par_id) REFERENCES utilisateur (cabinet_id, id),
    FOREIGN KEY (cabinet_id, modifie_par_id) REFERENCES utilisateur (cabinet_id, id),
    FOREIGN KEY (cabinet_id, retire_par_id) REFERENCES utilisateur (cabinet_id, id)
);

CREATE UNIQUE INDEX inscription_siren_vivant ON inscription (cabinet_id, siren, regime)
    WHERE retire_le IS NULL AND siren IS NOT NULL;
CREATE INDEX inscription_nom ON inscription (cabinet_id, cle_nom, id) WHERE retire_le IS NULL;
CREATE INDEX inscription_report ON inscription (cabinet_id, report, cle_nom, id);

CREATE TABLE compte (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    inscription_id BIGINT NOT NULL,
    numero_compte {key} CHECK (numero_compte IS NULL OR {numero_compte}),
    siret {key} CHECK (siret IS NULL OR {siret}),
    etat TEXT NOT NULL CHECK (etat IN ('actif', 'suspendu', 'radie')),
    code_postal TEXT NOT NULL DEFAULT '',
    ville TEXT NOT NULL DEFAULT '',
    retire_le {instant},
    UNIQUE (cabinet_id, id),
    FOREIGN KEY (cabinet_id, inscription_id) REFERENCES inscription (cabinet_id, id)
);

CREATE UNIQUE INDEX compte_numero_vivant ON compte (cabinet_id, numero_compte)
    WHERE retire_le IS NULL AND numero_compte IS NOT NULL;
CREATE INDEX compte_inscription ON compte (cabinet_id, inscription_id);
CREATE INDEX compte_siret ON compte (cabinet_id, siret) WHERE siret IS NOT NULL;

CREATE TABLE operation (
    id {uuid} NOT NULL PRIMARY KEY,
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    rang BIGINT NOT NULL CHECK (rang >= 1),
    lot {uuid} NOT NULL,
    utilisateur_id BIGINT,
    instant {instant} NOT NULL,
    verbe TEXT NOT NULL CHECK (verbe <> ''),
    inscription_uid {uuid},
    champs TEXT NOT NULL DEFAULT '{{}}',
    sceau {blob},
    UNIQUE (cabinet_id, rang),
    UNIQUE (cabinet_id, id),
    FOREIGN KEY (cabinet_id, utilisateur_id) REFERENCES utilisateur (cabinet_id, id)
);

CREATE TABLE retour (
    operation_id {uuid} NOT NULL PRIMARY KEY,
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    avant {blob} NOT NULL,
    FOREIGN KEY (cabinet_id, operation_id) REFERENCES operation (cabinet_id, id)
);

CREATE TABLE brouillon (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    utilisateur_id BIGINT NOT NULL,
    ecran TEXT NOT NULL,
    contenu {blob} NOT NULL,
    modifie_le {instant} NOT NULL,
    UNIQUE (cabinet_id, utilisateur_id, ecran),
    FOREIGN KEY (cabinet_id, utilisateur_id) REFERENCES utilisateur (cabinet_id, id)
);

CREATE TABLE modele (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    nom TEXT NOT NULL CHECK (nom <> ''),
    regime TEXT,
    services BIGINT NOT NULL DEFAULT 0 CHECK (services BETWEEN 0 AND 32767),
    UNIQUE (cabinet_id, nom)
);
"""

NAMES = ("modele", "brouillon", "retour", "operation", "compte", "inscription")
OWNERS = ("utilisateur", "cle", "cabinet")


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Create the tables."""
    words = dict(POSTGRESQL if isinstance(db, PostgresqlDatabase) else SQLITE)
    digits, alphanumeric = words.pop("digits"), words.pop("alphanumeric")
    words |= {
        "siren": digits.format("siren", 9),
        "siren_societe": digits.format("siren_societe", 9),
        "siret": digits.format("siret", 14),
        "numero_compte": alphanumeric.format("numero_compte"),
    }
    for statement in TABLES.format(**words).split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove the tables, the referring ones first."""
    for name in (*NAMES, *OWNERS):
        db.execute_sql(f"DROP TABLE {name}")
