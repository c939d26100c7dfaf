"""What figures are filtered by, from an address: choices of ours and days, never anything about a person [H-11]."""

IN_ADDRESSES = frozenset(
    {
        *("period", "by", "kind", "age", "voice", "asker"),
        *("measure", "counted", "table", "format"),
        *(f"{end}-{part}" for end in ("from", "to") for part in ("day", "month", "year")),
    }
)
"""All that may stand behind the question mark of an address."""
