"""What all operators share."""

SCALARS = ("float", "int", "bool", "str")


class Skip(Exception):
    """This operator does not apply to this row."""
