"""What comes out of a printer: how many pages, how large, and whether a word runs over."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.browser.fixtures import give_up

#: Points of a page, as both browsers round them.
PAPERS = {"a4": (595, 842), "a5": (420, 595), "cards": (595, 842), "chat": (408, 510)}

#: Parts of a sheet that stand over another one or off the page.
_RUNNING_OVER = """() => {
  const found = [];
  const say = (what, e) => found.push(`${what}: ${e.getAttribute("class")}: ${e.textContent.trim().slice(0, 30)}`);
  const sheet = document.querySelector("main").getBoundingClientRect();
  const regions = ".poster-top, .poster-facts, .voices, .poster-rest, .poster-foot, .card-panel, .card-side";
  for (const region of document.querySelectorAll(regions)) {
    const edge = region.getBoundingClientRect();
    const before = region.previousElementSibling?.getBoundingClientRect();
    if (before && region.parentElement.matches(".poster") && edge.top < before.bottom - 1) say("over", region);
    if (edge.bottom > sheet.bottom + 1 || edge.top < sheet.top - 1) say("off", region);
    for (const e of region.querySelectorAll("*")) {
      if (e.getClientRects().length === 0 || getComputedStyle(e).display === "inline") continue;
      if (e.closest("svg") !== null && e.tagName !== "svg") continue;
      const box = e.getBoundingClientRect();
      const list = e.closest(".poster-facts, .card-facts")?.getBoundingClientRect();
      if (list && (box.left >= list.right || box.right <= list.left)) continue;  // a fact without room, not seen
      if (box.bottom > edge.bottom + 1 || box.top < edge.top - 1) say("down", e);
      if (box.left < edge.left - 1 || box.right > edge.right + 1) say("sideways", e);
      if (e.scrollWidth > e.clientWidth + 1 && !e.matches(".poster-facts, .card-facts")) say("wide", e);
    }
  }
  return found;
}"""


def running_over(page: Any) -> list[str]:
    """The words that stand over others or off the page; the page is a browser's, as it is printed."""
    return page.evaluate(_RUNNING_OVER)


def is_one_page_of(pdf: Path, size: tuple[int, int]) -> bool:
    """Whether a PDF is one page of a size, within a point: browsers round to whole pixels."""
    if not shutil.which("pdfinfo"):
        give_up("no pdfinfo here: install poppler-utils")
    told = subprocess.run(["pdfinfo", "-l", "9", str(pdf)], check=True, capture_output=True, text=True).stdout
    sizes = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told, re.MULTILINE)
    return len(sizes) == 1 and all(abs(float(have) - want) <= 1 for have, want in zip(sizes[0], size, strict=True))
