"""The report for the Safeguarding Adults Board, made of released files alone: it must not know the record or a page."""
