"""The program: command line, application, configuration, theme, keymap, glyphs."""

__version__ = "0.1.0"
