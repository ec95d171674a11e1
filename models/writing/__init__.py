"""Changes of the rows: what is checked before, what is written, and the journal."""
