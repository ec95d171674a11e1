"""What all tables share: one database, set when it is opened, and instants in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from peewee import DatabaseProxy, DateTimeField, Model

database = DatabaseProxy()


class Table(Model):
    """A table of Portefeuille."""

    class Meta:
        database = database
        legacy_table_names = False


class InstantField(DateTimeField):
    """An instant: aware and in UTC in Python, naive UTC in the database (both engines)."""

    def db_value(self, value: datetime | None) -> datetime | None:
        """Store the instant without its zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def python_value(self, value: object) -> datetime | None:
        """Give the instant its zone back."""
        naive = super().python_value(value)  # type: ignore[no-untyped-call]
        return None if naive is None else naive.replace(tzinfo=UTC)
