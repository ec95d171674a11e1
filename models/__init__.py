"""The rules of the portal and its tables; no terminal in sight."""
