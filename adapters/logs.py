"""Log lines with ids, never with what people wrote or with tokens."""

import logging
from typing import Any

import structlog


def configure_logs(level: int = logging.INFO) -> None:
    """One line per event on standard error: time, level, what happened, ids."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Libraries tell at INFO what they send and receive; that is somebody's words.
    for library in ("slack_bolt", "slack_sdk", "discord", "aiohttp", "apscheduler", "alembic", "sqlalchemy"):
        logging.getLogger(library).setLevel(max(level, logging.WARNING))
