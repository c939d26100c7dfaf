"""The kinds of enquiry."""

from enum import StrEnum


class EnquiryKind(StrEnum):
    """The two kinds of enquiry the national return knows [S3]."""

    SECTION_42 = "section_42"
    OTHER = "other"
