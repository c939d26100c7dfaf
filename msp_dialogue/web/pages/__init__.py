"""One dataclass for each page: everything its template may use."""
