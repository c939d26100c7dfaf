"""What may stand in an address: of the numbers only such as a page or a row can have."""

from werkzeug.routing import IntegerConverter


class Number(IntegerConverter):
    """A number of at most nine figures: the database fails over one of twenty."""

    regex = "[0-9]{1,9}"
