"""Public lists: organismes of the Urssaf, services, countries, communes, words that people use.

`mots_connus.csv` was made by hand, the most used first of each kind: first names among those that
Insee's « Fichier des prénoms » counts most since 1900, family names, the trade's words; and the
towns of 20 000 people or more of Insee's « Code officiel géographique », with forty known ones.
`communes.csv` has the 3 000 largest of them, with their postal codes.
"""
