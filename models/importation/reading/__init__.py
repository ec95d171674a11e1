"""What a line says: its numbers, its doubts, and why it is no client."""
