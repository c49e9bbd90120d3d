"""How the tests of analysis.indicators look into a table of results."""


def pick(rows, **wanted):
    """The rows with these fields."""
    return [row for row in rows if all(getattr(row, field) == value for field, value in wanted.items())]


def only(rows, **wanted):
    """The one row with these fields."""
    (row,) = pick(rows, **wanted)
    return row


def verdict_of(rows, target, agreement=None):
    """The verdict on a target."""
    return only(rows, measure="verdict", target=target, **({"agreement": agreement} if agreement else {}))


def ids_of(row):
    """The ids of what a row came from, in their order."""
    return [fact.id for fact in row.inputs]
