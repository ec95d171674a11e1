"""What goes out: clients as a table or as JSON, the table to fill in, and any file one asks for."""
