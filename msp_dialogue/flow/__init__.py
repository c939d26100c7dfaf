"""Question flows as data: read from YAML once, proved whole, then frozen; knows no answers, no pages, no storage."""
