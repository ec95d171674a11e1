"""The main key, and what is sealed with it."""
