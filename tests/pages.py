"""A test client that checks every page it fetches, so that every test is also a test of markup."""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.core.db import db

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SELF_CLOSING_SVG = {"path", "circle", "rect", "line", "ellipse", "polygon", "polyline", "use", "stop"}


class Beside(NamedTuple):
    """A link to a page of the same list."""

    path: str
    icon: str
    words: str


def beside(response: TestResponse) -> list[Beside]:
    """The links to the pages beside this one, in the order they stand in."""
    found = re.findall(r'<a [^>]*href="([^"]*=[ab][0-9]{20}-[^"]*)">(.*?)</a>', flat(response))
    return [Beside(unescape(path), *_icon_and_words(inside)) for path, inside in found]


_EDGES = re.compile(
    r" ?(</?(?:article|dd|details|div|dl|dt|fieldset|footer|form|h[1-6]|header|li|main|nav|ol|p|section|summary"
    r"|table|td|th|tr|ul)\b[^>]*>) ?"
)


def flat(page: TestResponse | str) -> str:
    """A page on one line, with one space for each run of white space and none at the edges of a block.

    So a test does not depend on where a template breaks its lines.
    """
    text = page if isinstance(page, str) else page.text
    return _EDGES.sub(r"\1", re.sub(r"\s+", " ", text))


def first_page(response: TestResponse) -> str | None:
    """Where the link to the first page of a list leads, if there is one."""
    found = re.search(r'<a href="([^"]*)"><svg class="icon icon-back".*?</svg>First page</a>', flat(response))
    return unescape(found[1]) if found else None


def _icon_and_words(link: str) -> tuple[str, str]:
    icon = re.search(r'<svg class="icon icon-(\w+)"', link)
    assert icon is not None, link
    return icon[1], re.sub(r"<[^>]*>", "", link)


class Page(HTMLParser):
    """What a page holds, as far as its rules need to know."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fors: list[str] = []
        self.refs: list[str] = []
        self.headings: list[str] = []
        self.title = ""
        self.lang = self.dir = ""
        self.styles: list[str] = []
        self.posts: list[set[str]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self._post: set[str] | None = None
        self.feed(html)
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if len(values) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag == "html":
            self.lang, self.dir = values.get("lang", ""), values.get("dir", "")
        if "id" in values:
            self.ids.append(values["id"])
        if "style" in values:
            self.styles.append(tag)
        if any(key.startswith("on") for key in values):
            self.faults.append(f"<{tag}> has a script of its own")
        if tag == "label" and "for" in values:
            self.fors.append(values["for"])
        for key in ("aria-describedby", "aria-labelledby", "aria-controls"):
            self.refs += values.get(key, "").split()
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(tag)
        if tag == "form":
            self._post = set() if values.get("method", "").lower() == "post" else None
        if tag == "input" and self._post is not None:
            self._post.add(values.get("name", ""))
        if tag == "img" and "alt" not in values:
            self.faults.append("<img> without alt")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._post is not None:
            self.posts.append(self._post)
            self._post = None
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data


@lru_cache(maxsize=128)
def read(html: str) -> Page:
    """The same page has the same faults: a sweep is answered "not here" a thousand times in the same words."""
    return Page(html)


def check(response: TestResponse) -> None:
    """Fail where a page breaks a rule that holds for all pages."""
    headers = response.headers
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert response.status_code < 500 or response.status_code == 503, response.status
    if (
        "Content-Encoding" in headers
        or response.mimetype != "text/html"
        or response.status_code in (301, 302, 303, 308)
    ):
        return
    page = read(response.get_data(as_text=True))
    where = response.request.path
    assert page.faults == [], f"{where}: {page.faults}"
    assert page.headings.count("h1") == 1, f"{where}: {page.headings}"
    assert page.title.strip(), f"{where} has no title"
    assert page.lang and page.dir in ("ltr", "rtl"), f"{where}: {page.lang} {page.dir}"
    assert page.styles == [], f"{where}: style attributes on {page.styles}"
    twice = {one for one in page.ids if page.ids.count(one) > 1}
    assert not twice, f"{where}: ids twice: {twice}"
    nowhere = set(page.fors + page.refs) - set(page.ids)
    assert not nowhere, f"{where}: labels or descriptions of nothing: {nowhere}"
    for fields in page.posts:
        assert fields & {"token", "csrf_token"}, f"{where}: a form without a token"
    if "/team" in where or "/t/" in where or page.posts:
        assert "no-store" in headers["Cache-Control"], f"{where} may be kept by a cache"


class CheckingClient(FlaskClient):
    """Flask's client, with ``check`` after every request, and the session's token on team POSTs."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Each request gets an app context of its own, as it does when served: ``g`` must not outlive it."""
        db.session.rollback()
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        db.session.rollback()  # the test reads anew what the request wrote
        check(response)
        return response

    def press(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """POST as a form does that was made on this phone while it was known, not opened."""
        from portal.accounts.guard import form_token

        cookie = self.get_cookie("team")
        with self.application.app_context():
            token = form_token(cookie.value if cookie else "", opened=False)
        return self.post(path, data={"csrf_token": token, **(data or {})}, **kwargs)
