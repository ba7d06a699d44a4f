"""The coordinator prints the guide to a talk: both sides of one sheet, in every language."""

import subprocess

import pytest

from portal.core.i18n import LANGUAGES
from portal.stories.guide import InterviewKind

pytestmark = pytest.mark.browser


def pages_of(paper):
    """How many pages a PDF has."""
    told = subprocess.run(["pdfinfo", str(paper)], capture_output=True, text=True, check=True).stdout
    return int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])


def test_each_guide_is_one_sheet_with_two_sides(server, phone, tmp_path):
    page = phone("da")
    server.sign_in(page, "Karen", opened=True)
    found = {}
    for talk in InterviewKind:
        for lang in LANGUAGES:
            assert page.goto(f"{server.url}/team/interviews/guide/{talk}?lang={lang}").status == 200
            paper = tmp_path / f"{talk}-{lang}.pdf"
            page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
            found[talk, lang] = pages_of(paper)
    assert found == {(talk, lang): 2 for talk in InterviewKind for lang in LANGUAGES}
