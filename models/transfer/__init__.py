"""A cabinet that outgrows its machine: from an SQLite file to PostgreSQL (ADR 0019)."""
