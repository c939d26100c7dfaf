"""GOV.UK Frontend's components as template functions, in an environment of their own.

They test for fields that need not be there, which our own templates, being strict, would refuse.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, cast

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


def components() -> dict[str, Callable[..., Any]]:
    """The functions by name, such as `govukButton`; each takes one mapping of parameters.

    The template of each is read when it is first used: all of them at each start took longer than most pages need.
    """
    return {f"govuk{name.title().replace('-', '')}": partial(_shown, name) for name in COMPONENTS}


def _shown(component: str, *given: Any, **more: Any) -> Any:
    return _macro(component)(*given, **more)


@cache
def _macro(component: str) -> Callable[..., Any]:
    module = _environment().get_template(f"{PACKAGE}/components/{component}/macro.html").module
    (macro,) = (value for name, value in vars(module).items() if name.startswith("govuk"))
    return cast(Callable[..., Any], macro)


@cache
def _environment() -> Environment:
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    return Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
