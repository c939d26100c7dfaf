"""GOV.UK Frontend's components as template functions, in an environment of their own.

They test for fields that need not be there, which our own templates, being strict, would refuse.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"
COMPONENTS = (
    "back-link",
    "button",
    "checkboxes",
    "date-input",
    "details",
    "error-summary",
    "fieldset",
    "input",
    "inset-text",
    "notification-banner",
    "pagination",
    "password-input",
    "radios",
    "select",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)


@cache
def components() -> dict[str, Callable[..., Any]]:
    """The functions by name, such as `govukButton`; each takes one mapping of parameters."""
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    environment = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
    found: dict[str, Callable[..., Any]] = {}
    for name in COMPONENTS:
        module = environment.get_template(f"{PACKAGE}/components/{name}/macro.html").module
        found |= {key: value for key, value in vars(module).items() if key.startswith("govuk")}
    return found
