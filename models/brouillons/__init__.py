"""What people type and have not saved yet: kept sealed, and taken up again after a cut."""
