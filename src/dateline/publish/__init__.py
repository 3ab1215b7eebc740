"""Formats, one a file: states and claims in, text or bytes out. Knows nothing of how they came about."""
