"""numpy, loaded with the first figure that is counted: it is a tenth of a start, and 10 MB where nobody counts."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:

    class _Later:
        def __getattr__(self, name: str) -> Any:
            import numpy

            return getattr(numpy, name)

    np = _Later()

__all__ = ["np"]
