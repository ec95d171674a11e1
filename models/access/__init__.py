"""People who come in: spaces, sign-in, passwords, delays, access codes."""
