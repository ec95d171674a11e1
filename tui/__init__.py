"""The program: command line, application, configuration, theme, keymap, glyphs."""

__version__ = "0.2.0"
