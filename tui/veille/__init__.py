"""A warmed process that forks one isolated session for each connection, and its client."""
