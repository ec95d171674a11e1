"""What Portefeuille costs, beside the smallest Textual program; `make bench` runs it."""
