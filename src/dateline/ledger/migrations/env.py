"""Runs the migrations on the connection that `dateline.ledger.store` passes in, inside its transaction."""

from alembic import context

from dateline.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
