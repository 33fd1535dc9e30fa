"""What went wrong and where, without an exception's own words: they may hold what people typed."""

import traceback

FRAMES = 3


def place(error: BaseException) -> dict[str, str]:
    """The kind of the error, the last places it came through, and the error behind it; for a log line."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    told = {
        "error": type(error).__name__,
        "at": " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames),
    }
    behind = error.__cause__ or error.__context__
    return told | ({"behind": type(behind).__name__} if behind is not None else {})
