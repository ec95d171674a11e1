"""Where the rows are kept: opening, schema, failures and backups, on both engines."""
