"""What is open for an inscription: its comptes, the fifteen boxes, one or many at once."""
