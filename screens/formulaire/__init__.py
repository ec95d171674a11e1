"""The parts of the form: which fields each régime has, how they are read and saved."""
