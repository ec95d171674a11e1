"""Backups that leave this machine: encrypted for who keeps the safe, and proved elsewhere."""
