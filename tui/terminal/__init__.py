"""What a terminal can show, and what leaves for it."""
