"""The list: what it is narrowed to, the ways to its rows, and the fiches that leave the models."""
