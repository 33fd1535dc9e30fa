"""A row that is in the database has an id; SQLModel's types can't tell."""


def known(identity: int | None) -> int:
    """The id of a stored row. Raises LookupError for one that was never stored."""
    if identity is None:
        raise LookupError("a row without an id was used as if it were stored")
    return identity
