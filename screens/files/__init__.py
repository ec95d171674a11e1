"""Files that a person names: a table to be read, or a file to be written."""
