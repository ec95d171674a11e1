"""One portal screen, one module and one stylesheet of the same name."""
