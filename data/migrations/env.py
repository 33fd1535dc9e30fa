"""Alembic's way in."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import text
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import data.tables  # noqa: F401  # fills the metadata
from data.columns import Instant, Word
from data.database import Database


def plain_type(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Migrations speak of plain database types: Baton's own may change, a migration may not."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Word | AutoString):
        return f"sa.String({thing.length or ''})" if isinstance(thing, AutoString) else "sa.String(32)"
    return False


def run() -> None:
    """Migrates in one transaction, with SQLite's foreign keys off: a batch alter would empty cascading tables."""
    database = Database(context.config.attributes["url"])
    with database.engine.connect() as connection:
        sqlite = database.is_sqlite
        if sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(
            connection=connection, target_metadata=SQLModel.metadata, render_as_batch=sqlite, render_item=plain_type
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"the migration broke references in {sorted({row[0] for row in broken})}")
        connection.commit()
    database.close()


run()
