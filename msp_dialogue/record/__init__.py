"""What was said, and what it adds up to for one enquiry: events first, read models in the same transaction."""

from msp_dialogue.record.migrations import MIGRATIONS

__all__ = ["MIGRATIONS"]
