"""Dateline: who controls what, and who says so."""

__version__ = "0.1.0"
