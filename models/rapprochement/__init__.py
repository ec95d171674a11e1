"""What urssaf.fr lists against the portefeuille: what agrees, what differs, what may be done."""
