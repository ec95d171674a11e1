"""Verbs of a cabinet that is reached through sshd."""
