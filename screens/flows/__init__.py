"""What several screens do alike: carrying out a verb, reporting, saying why a key is idle."""
