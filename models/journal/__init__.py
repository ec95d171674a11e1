"""Reading the journal: its gestures, a line each, and what each of them changed."""
