"""The fictitious portefeuille of the demonstration."""
