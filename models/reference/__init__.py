"""Public lists: organismes of the Urssaf, services, countries, communes."""
