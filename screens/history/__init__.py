"""The parts of the journal."""
