"""Where one comes in: login, creating an espace, a forgotten password, the lock."""
