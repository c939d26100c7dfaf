"""What every reply carries, whatever its status [O-01, O-02, O-03, O-04], how much is taken [I-04], and the cookie."""

import re

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.database import StorageFailed
from msp_dialogue.settings import ROOT
from msp_dialogue.web import static
from msp_dialogue.web.headers import HEADERS, TRANSPORT
from tests.web.site import HTTPS, Browser, Site
from tests.web.talking import Talk


def reply_of(site: Site, kind: str) -> TestResponse:
    """A reply of each status there is."""
    nobody, worker = site.browser(), site.worker()
    makers = {
        "200": lambda: nobody.get("/sign-in"),
        "303": lambda: nobody.get("/"),
        "400": lambda: worker.post("/sign-out", csrf="wrong"),
        "401": lambda: nobody.client.post("/enquiries/new", base_url=HTTPS),
        "403": lambda: worker.get("/accounts"),
        "404": lambda: worker.get("/nowhere"),
        "405": lambda: worker.get("/sign-out"),
        "409": lambda: other_form(worker, site),
        "413": lambda: worker.post("/enquiries/new", {"reference": "x" * 600_000}),
        "429": lambda: too_often(worker),
        "503": lambda: unreachable(site),
        "422": lambda: nobody.post("/sign-in", {"name": "a", "password": "b"}),
    }
    return makers[kind]()


def other_form(worker: Browser, site: Site) -> TestResponse:
    """A form of no conversation, sent into one."""
    talk = Talk.begin(worker, site.enquiry())
    return talk.send({"words": "x"}, step="made up")


def too_often(worker: Browser) -> TestResponse:
    """A search more than a minute has room for."""
    csrf = worker.csrf()
    return [worker.post("/enquiries/find", {"query": "x"}, csrf=csrf) for _time in range(31)][-1]


def unreachable(site: Site) -> TestResponse:
    """A page while the database does not answer."""

    def fail() -> str:
        raise StorageFailed("no disk")

    site.app.view_functions["sign_in.page"] = fail
    return site.browser().get("/sign-in")


EVERY = ["200", "303", "400", "401", "403", "404", "405", "409", "413", "422", "429", "503"]


@pytest.mark.parametrize("kind", EVERY)
def test_every_status_carries_the_exact_headers_and_is_never_stored(site: Site, kind: str) -> None:
    reply = reply_of(site, kind)

    assert reply.status_code == int(kind)
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
    assert reply.headers["Strict-Transport-Security"] == TRANSPORT
    assert reply.headers["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_but_our_own_files_and_forms_and_nothing_inline() -> None:
    policy = dict(each.split(" ", 1) for each in HEADERS["Content-Security-Policy"].split("; "))

    assert policy.pop("default-src") == "'none'"
    assert {name for name, allowed in policy.items() if allowed == "'none'"} == NONE
    assert {name for name, allowed in policy.items() if allowed == "'self'"} == OWN
    assert set(policy) == NONE | OWN
    assert TRANSPORT == "max-age=31536000; includeSubDomains"


NONE = {"base-uri", "frame-ancestors", "object-src"}
OWN = {"script-src", "style-src", "img-src", "media-src", "font-src", "connect-src", "form-action"}


@pytest.mark.parametrize("name", ["theme.css", "nothing.css", "../app.py"])
def test_a_static_file_carries_the_same_headers_there_or_not(site: Site, name: str) -> None:
    with site.browser().client.get(f"/static/{name}", base_url=HTTPS) as reply:
        assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
        assert reply.headers["Strict-Transport-Security"] == TRANSPORT


def test_nothing_in_a_page_comes_from_another_host() -> None:
    """[O-05] Whatever a page or a file of ours would load is our own."""
    files = [*(ROOT / "templates").rglob("*.html"), *static.FOLDER.glob("*.css"), *static.FOLDER.glob("*.js")]
    loads = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import|from ["']http""")

    assert len(files) > 60
    assert [file.name for file in files if loads.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", ["/enquiries/new", "/sign-in", "/leave"])
def test_a_form_in_parts_is_read_by_nobody_since_its_parts_would_be_put_down_in_files(
    site: Site, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[I-04, K-01] Whoever asks, and wherever."""
    put_down: list[object] = []
    monkeypatch.setattr(
        "werkzeug.wrappers.request.default_stream_factory", lambda *given, **_named: put_down.append(given)
    )
    worker = site.worker()
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="f"; filename="{n}"\r\n\r\n.\r\n' for n in range(9))
    kind = "multipart/form-data; boundary=x"
    reply = worker.client.post(path, data=parts + "--x--\r\n", base_url=HTTPS, content_type=kind)

    assert reply.status_code == (200 if path == "/leave" else 400)
    assert put_down == []


def test_an_unexpected_failure_says_nothing_of_itself(site: Site) -> None:
    def fail() -> str:
        raise ValueError("somebody's words")

    site.app.view_functions["sign_in.page"] = fail
    reply = site.browser().client.get("/sign-in", base_url=HTTPS)

    assert reply.status_code == 500
    assert "somebody" not in reply.text
    assert "Traceback" not in reply.text
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_static_file_may_be_kept_when_its_address_carries_its_content(site: Site) -> None:
    browser = site.browser()
    (address,) = re.findall(r'href="(/static/theme\.css[^"]*)"', browser.get("/sign-in").text)

    with browser.get(address) as kept, browser.get("/static/theme.css") as passing:
        assert "immutable" in kept.headers["Cache-Control"]
        assert passing.headers["Cache-Control"] == "no-store"


def cookies_of(site: Site) -> list[str]:
    """Every cookie of an ordinary visit."""
    browser: Browser = site.browser()
    site.account("wendy")
    replies = [browser.get("/sign-in")]
    replies.append(browser.post("/sign-in", {"name": "wendy", "password": "four invented words here"}))
    replies.append(browser.post("/sign-out"))
    return [cookie for reply in replies for cookie in reply.headers.getlist("Set-Cookie")]


def test_the_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts(site: Site) -> None:
    cookies = cookies_of(site)

    assert len(cookies) == 3
    for cookie in cookies:
        assert re.fullmatch(r"__Host-session=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Strict", cookie)


def test_signing_in_and_out_each_give_the_browser_a_new_value(site: Site) -> None:
    assert len(set(cookies_of(site))) == 3


@pytest.mark.parametrize("value", ["", "x", "é" * 40, "a" * 8000, "../../etc", "\x01\x02"])
def test_a_broken_cookie_is_nobodys(site: Site, value: str) -> None:
    client = site.app.test_client()
    cookie = f"__Host-session={value}".encode("utf-8", "replace").decode("latin-1")
    reply = client.get("/", base_url=HTTPS, headers={"Cookie": cookie})

    assert reply.status_code == 303
    assert reply.headers["Location"] == "/sign-in"


def test_an_old_cookie_is_dead_after_signing_out(site: Site) -> None:
    browser = site.worker()
    cookie = browser.client.get_cookie("__Host-session", domain="dialogue.example")
    assert cookie is not None
    browser.post("/sign-out")
    browser.client.set_cookie("__Host-session", cookie.value, domain="dialogue.example")

    assert browser.get("/").headers["Location"] == "/sign-in"
