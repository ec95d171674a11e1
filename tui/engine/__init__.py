"""Everything that the program changes in Textual: keys, frames, how it ends, what is closed."""
