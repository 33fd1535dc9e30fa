"""Brings a database to the newest schema."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import URL, make_url


def migrate(url: str | URL, to: str = "head") -> None:
    """Runs the migrations that are missing. Raises Alembic's errors for a database from a newer Baton."""
    command.upgrade(_config(url), to)


def _config(url: str | URL) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("data") / "migrations"))
    config.attributes["url"] = make_url(url)
    return config


def revise(url: str | URL, message: str) -> None:
    """Writes a migration from what the tables say and the database lacks; for developers."""
    command.revision(_config(url), message=message, autogenerate=True)
