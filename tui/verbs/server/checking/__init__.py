"""What attacks a server that runs, and says what held."""
