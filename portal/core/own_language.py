"""A short link leads to a page in the phone's own language, or to a choice of languages: none is guessed."""

from typing import Any

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.core.i18n import phone_language


def in_own_language(endpoint: str, **values: Any) -> BaseResponse:
    """Lead a phone to an endpoint in its language."""
    lang = phone_language()
    if lang is not None:
        answer: BaseResponse = redirect(url_for(endpoint, lang=lang, **values), 302)
    else:
        answer = make_response(render_template("home/languages.html", endpoint=endpoint, values=values))
    answer.vary.add("Accept-Language")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
