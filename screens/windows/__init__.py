"""Small windows that ask or tell something."""
