"""The measures there are, one module for each thing that is asked of the record."""
