"""The program: its command line, its application, what a person sets, its terminal."""

__version__ = "0.2.0"
