"""Log lines with ids, never with what people wrote or with tokens; the libraries' lines too."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from bot.place import place

OURS = ("adapters", "bot", "data", "scheduling")
# Behind these a library says what exactly: an exception's words, an address with a ticket in it, a whole payload.
DETAILS = re.compile(r"[:;({\[<'\"`%=\n].*", re.DOTALL)
BRIEF = 80  # characters

Line = MutableMapping[str, Any]


def configure_logs(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """One line per event, on standard error: time, level, what happened, ids."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            _without_words,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        use_get_message=False,  # what a library would put into its line stays outside it
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Libraries tell at INFO what they send and receive.
    for library in ("slack_bolt", "slack_sdk", "discord", "aiohttp", "apscheduler", "alembic", "sqlalchemy"):
        logging.getLogger(library).setLevel(max(level, logging.WARNING))


def _without_words(_logger: object, _name: str, line: Line) -> Line:
    """Of an exception its kind and its place; of a library's line the part that is the same each time."""
    record: logging.LogRecord = line["_record"]
    error = (line.pop("exc_info", None) or (None, None))[1]
    line.pop("stack_info", None)
    if record.name.partition(".")[0] not in OURS:
        kept = {
            name: line[name] for name in ("timestamp", "level", "logger", "_record", "_from_structlog") if name in line
        }
        said = DETAILS.sub("", str(record.msg)).strip()[:BRIEF]
        line = kept | {"event": said or record.funcName, "line": f"{record.module}:{record.lineno}"}
    if error is not None:
        line.update(place(error))
    return line
