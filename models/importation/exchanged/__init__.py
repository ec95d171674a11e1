"""Titles that were exchanged, and what is doubted then."""
