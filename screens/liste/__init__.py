"""The parts of *Gérer les établissements*: its search, its pages, its rows, its words."""
