"""The list to tick: what is to be done on urssaf.fr, on paper or as a spreadsheet."""
