"""Textual held by its private parts, and what the program does with keys, frames and ends."""
