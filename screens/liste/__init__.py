"""The parts of *Gérer les établissements*: its blocks, its pages, its rows, its words."""
