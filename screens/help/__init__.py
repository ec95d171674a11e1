"""F1 and ^P: the keys of a screen, and all that it can do."""
