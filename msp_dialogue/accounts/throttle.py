"""How often something may be tried: counted in the database, so that a restart does not begin the count anew [A-09].

It must not know what is tried. Too often means to wait a little, never to be locked out.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from msp_dialogue.database import Connection, stamp


@dataclass(frozen=True)
class Taken:
    """A try that counts, until it is given back or is old enough."""

    id: int


def take(connection: Connection, kind: str, subject: str, *, limit: int, per: timedelta, at: datetime) -> Taken | None:
    """Count one try of this kind, or give None when there were `limit` of them in the last `per` [L-01].

    Take before the thing is done, in a transaction of its own: many at once are then counted too. One that is
    refused does not count, so the wait is never longer than `per`. A kind always has the same `limit` and `per`.
    `subject` is who or what is limited, such as an account or an address; only its hash is kept, and not for
    long, since people type a password where their name belongs.
    """
    hashed = hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()
    oldest, now = stamp(at - per), stamp(at)
    # What is later than now is from a clock that has been set back since, and must not shut anybody out.
    connection.execute("delete from attempt where kind = ? and (at <= ? or at > ?)", [kind, oldest, now])
    query = "select count(*) from attempt where kind = ? and subject = ?"
    if connection.execute(query, [kind, hashed]).fetchone()[0] >= limit:
        return None
    row = connection.execute(
        "insert into attempt (kind, subject, at) values (?, ?, ?) returning id", [kind, hashed, now]
    )
    return Taken(row.fetchone()[0])


def give_back(connection: Connection, *taken: Taken) -> None:
    """Let tries not count after all, as when the password was right."""
    for each in taken:
        connection.execute("delete from attempt where id = ?", [each.id])
