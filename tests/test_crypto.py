"""docs/crypto.md under test: it names every module that uses cryptography, and its numbers hold [K-05]."""

import ast
from pathlib import Path

from msp_dialogue.accounts import first, links, passwords, recovery, sessions
from msp_dialogue.settings import ROOT

TEXT = (ROOT / "docs" / "crypto.md").read_text(encoding="utf-8")
CRYPTOGRAPHY = {
    *("hashlib", "hmac", "secrets", "ssl", "random", "uuid"),
    *("argon2", "itsdangerous", "cryptography", "pyotp", "authlib", "joserfc", "pyrage", "sqlcipher3"),
}


def imported(path: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = set()
    for node in tree:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def modules() -> dict[str, set[str]]:
    """Each module of the service and its scripts, as the document names it, with what it imports."""
    files = [*(ROOT / "msp_dialogue").rglob("*.py"), *(ROOT / "scripts").glob("*.py"), ROOT / "app.py"]
    names = {path: path.relative_to(ROOT).as_posix().removeprefix("msp_dialogue/") for path in files}
    return {name: imported(path) for path, name in names.items()}


def named() -> set[str]:
    """The modules in the document's last table."""
    table = TEXT.split("## Where cryptography is used")[1]
    return {line.split("`")[1] for line in table.splitlines() if line.startswith("| `")}


def test_every_module_that_uses_cryptography_is_named() -> None:
    using = {name for name, packages in modules().items() if packages & CRYPTOGRAPHY}

    assert using - named() == set()


def test_what_is_said_of_lifetimes_and_sizes_is_so() -> None:
    minutes, hours = sessions.IDLE.total_seconds() / 60, sessions.ABSOLUTE.total_seconds() / 3600
    argon2 = passwords.hash_new("four invented words here", sign_in_name="nobody")

    assert f"{minutes:.0f} minutes unused or {hours:.0f} hours end it" in TEXT
    assert links.VALID_FOR[links.Purpose.RESET] == first.VALID_FOR
    assert f"{first.VALID_FOR.total_seconds() / 3600:.0f} hours old" in TEXT
    assert f"invitations {links.VALID_FOR[links.Purpose.INVITATION].days} days" in TEXT
    assert "ten of 120 bits" in TEXT
    assert (recovery.HOW_MANY, recovery._GROUPS * recovery._IN_A_GROUP * 5) == (10, 120)
    assert argon2.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "argon2id (19 MiB, 2 passes)" in TEXT
    assert f"{passwords.SHORTEST} characters or more" in TEXT
