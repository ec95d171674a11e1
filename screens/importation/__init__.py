"""The parts of *Inscription groupée*: the lines of a pasted table, as they are understood."""
