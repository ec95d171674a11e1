"""The parts of the queue: its list, its rows, what is to be re-keyed on urssaf.fr."""
