"""The parts of the équipe: its rows, what may be done of a person, the form that adds one."""
