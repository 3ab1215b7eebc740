"""Alembic migrations of the ledger. A released one is never edited; `tests/ledger` runs each on real data."""
