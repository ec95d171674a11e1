"""*Importation*: a table that comes in, its columns, its lines, what became of them."""
