"""The parts of *Rapprochement*: what was found, line by line, and what is done of it."""
