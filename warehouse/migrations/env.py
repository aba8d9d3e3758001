"""Run migrations on the connection that database.py hands over; it holds the transaction."""

from __future__ import annotations

from alembic import context

from warehouse.schema import metadata

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=metadata,
    version_table=attributes["version_table"],
    render_as_batch=True,
)
context.run_migrations()
