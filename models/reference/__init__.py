"""Public lists: organismes of the Urssaf, services, countries, communes, words that passwords hold.

`mots_connus.csv` is of our own making, the most used first of each kind: the first names that
Insee's « Fichier des prénoms » counts most since 1900, the towns of 20 000 people or more of its
« Code officiel géographique », family names, the trade's words.
"""
