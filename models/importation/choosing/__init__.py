"""What a person chooses of a table: its columns, its lines, the cells to correct."""
