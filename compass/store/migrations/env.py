"""What Alembic runs for an upgrade, on the connection and in the transaction of `store.database`."""

from alembic import context

from compass.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
