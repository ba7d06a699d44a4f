"""What every answer carries (headers, the inlined look, compression) and what every template may use."""

import gzip
import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request, url_for
from markupsafe import Markup
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response as BaseResponse

from portal.core import features, i18n, text
from portal.core.amounts import dkk
from portal.core.config import ROOT
from portal.core.crypto import settings
from portal.core.periods import say_period

#: A page as a view renders it: text, or a response where it needs headers of its own.
Page = str | BaseResponse
#: What a view answers: a page, a response such as a redirect, or a page with its status.
Answer = Page | tuple[Page, int]

_LARGEST_ID = 2**31 - 1
_KEPT_IN_ADDRESS = ("area", "kind", "page", "theme")
_STRANGE = re.compile("[\0\ud800-\udfff]")


class LanguageConverter(BaseConverter):
    regex = "|".join(i18n.LANGUAGES)


class CodeConverter(BaseConverter):
    """``<code:code>``: an event's code in any case; always upper case for the view and in addresses."""

    regex = "[A-Za-z0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value.upper()


class IdConverter(BaseConverter):
    """``<id:member_id>``: a row's number, never one that a database cannot hold."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        if int(value) > _LARGEST_ID:
            raise ValidationError
        return int(value)


def init_app(app: Flask) -> None:
    """Register converters, template helpers and what happens around every request."""
    app.url_map.converters.update(lang=LanguageConverter, code=CodeConverter, id=IdConverter)
    app.url_value_preprocessor(_take_language)
    app.before_request(_refuse_strange_bytes)
    app.after_request(_finish)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        languages=i18n.LANGUAGES,
        team_languages=i18n.TEAM_LANGUAGES,
        current_language=i18n.current_language,
        language_name=i18n.language_name,
        autonym=i18n.autonym,
        settings=settings,
        look=look,
        asset=asset,
        in_language=in_language,
        is_on=features.is_on,
        Feature=features.Feature,
    )
    # Macros that need no context, so that every block of every template has them.
    for name, module in (("icon", "icons"), ("picture", "pictures"), ("notice", "notice")):
        macros = app.jinja_env.get_template(f"components/{module}.html").module
        app.jinja_env.globals[name] = getattr(macros, name)
    app.context_processor(lambda: {"language": i18n.current_language()})
    app.jinja_env.filters.update(
        day=i18n.format_day, time=i18n.format_time, phone=phone, dkk=dkk, period=say_period
    )


def secret_page(app: Flask, prefix: str, endpoint: str, name: str) -> None:
    """Name a page that only whoever has its secret link can open, and what its view calls the secret.

    ``prefix`` begins the address of every page behind that link, such as ``/t/``. None of them is kept or indexed.
    """
    app.extensions.setdefault("secret_pages", {})[prefix] = endpoint, name


def first_page(app: Flask, endpoint: str) -> None:
    """Name the page of a language that a reader begins with."""
    app.extensions["first_page"] = endpoint


def secret_pages() -> dict[str, tuple[str, str]]:
    """Endpoint and name of the secret for each prefix that ``secret_page`` named."""
    found: dict[str, tuple[str, str]] = current_app.extensions["secret_pages"]
    return found


def phone(e164: str) -> Markup:
    """A phone number as a link that dials it, left to right in any text and never broken over lines."""
    shown = text.show_phone(e164).replace(" ", "\u00a0")
    return Markup('<a class="tel" href="tel:{}"><bdi dir="ltr">{}</bdi></a>').format(e164, shown)


def as_file(content: str | bytes, *, mimetype: str, name: str, inline: bool = False) -> Response:
    """An answer that is a file of that name: to be kept, or ``inline`` to be opened at once."""
    how = "inline" if inline else "attachment"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'{how}; filename="{name}"'})


@lru_cache(maxsize=1)
def look() -> Markup:
    """The style sheet of all pages, small enough to stand inside each."""
    css = "\n".join((ROOT / "static" / name).read_text(encoding="utf-8") for name in ("tokens.css", "portal.css"))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return Markup(re.sub(r"\s*\n\s*", "", css))


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file under ``static/``, with a digest of its content: it may be cached for ever."""
    content = hashlib.sha256((Path(ROOT) / "static" / name).read_bytes()).hexdigest()[:10]
    return url_for("static", filename=name, v=content)


_FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"


@lru_cache(maxsize=2)
def _same_for_all(secure: bool) -> list[tuple[str, str]]:
    style = b64encode(hashlib.sha256(look().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'self' 'sha256-{style}'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'"
    )
    found = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
    if secure:
        found.append(("Strict-Transport-Security", "max-age=63072000; includeSubDomains"))
    return found


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.lang = values["lang"]


def _refuse_strange_bytes() -> None:
    """A NUL or half a character in an address belongs to no page of ours."""
    for part in (request.path, *request.args.keys(), *request.args.values()):
        if _STRANGE.search(part):
            abort(404)


def _finish(response: Response) -> Response:
    headers = response.headers
    headers.extend(_same_for_all(settings().secure))
    if request.endpoint == "static":  # a file loads nothing, so few bytes say all
        headers["Content-Security-Policy"] = _FILE_POLICY
        del headers["Permissions-Policy"]
    if response.status_code == 308:  # Werkzeug mends an address and names the host, which the visitor has made up
        mended = urlsplit(headers["Location"])
        headers["Location"] = "/" + mended._replace(scheme="", netloc="").geturl().lstrip("/")
    if request.path.startswith(("/team/", *secret_pages())):
        headers["X-Robots-Tag"] = "noindex"
        headers["Cache-Control"] = "private, no-store"
    elif request.method == "GET" and response.status_code == 200 and "Cache-Control" not in headers:
        headers["Cache-Control"] = "public, max-age=60"  # pages without a form may wait in a proxy
    _compress(response)
    return response


def _compress(response: Response) -> None:
    """Gzip text, where the phone takes it; a proxy in front may do it instead."""
    if (
        (response.direct_passthrough and (request.endpoint != "static" or response.status_code != 200))
        or response.status_code < 200
        or "Content-Encoding" in response.headers
        or not ((response.mimetype or "").startswith("text/") or response.mimetype == "application/json")
        or "gzip" not in request.headers.get("Accept-Encoding", "")
    ):
        return
    response.direct_passthrough = False  # our own files are small enough to press, too
    data = response.get_data()
    if len(data) < 800:
        return
    response.set_data(gzip.compress(data, compresslevel=6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")


def in_language(code: str) -> str:
    """The address of this page in another language; what the reader has chosen in the address stays."""
    values = dict(request.view_args or {})
    query = {key: value for key, value in request.args.items() if key in _KEPT_IN_ADDRESS}
    if request.endpoint and "lang" in values:
        return url_for(request.endpoint, **{**query, **values, "lang": code})
    if request.endpoint and request.path[:3] in secret_pages():
        page, name = secret_pages()[request.path[:3]]
        if request.method == "GET":
            return url_for(request.endpoint, **values, lang=code)
        return url_for(page, **{name: values.get(name, "")}, lang=code)
    return url_for(current_app.extensions["first_page"], lang=code)
