// Makes the letters of a printed page smaller until everything has room on it; the style sheets multiply every size
// by --fit. Where no script runs, the page keeps the smaller --fit that its style sheet has.
const STEP = 0.03;
const LEAST = 0.5;
// A word is broken within itself rather than made smaller than this.
const LEAST_FOR_WORDS = 0.7;

const some = (part, selector, test) => [...part.querySelectorAll(selector)].some(test);
const isTooHigh = (part) => {
  const end = part.getBoundingClientRect().bottom - Number.parseFloat(getComputedStyle(part).paddingBottom);
  return [...part.children].some((one) => one.getBoundingClientRect().bottom > end + 0.5);
};
const hasLongWord = (part) => some(part, "h2", (title) => title.scrollWidth > title.clientWidth + 1);
const hasCutFact = (part) => some(part, "li", (fact) => fact.getClientRects().length > 1);

for (const part of document.querySelectorAll("[data-fit]")) {
  part.classList.add("fitting");
  for (let fit = 1; fit > LEAST; fit -= STEP) {
    part.style.setProperty("--fit", fit);
    if (!isTooHigh(part) && !hasCutFact(part) && (fit < LEAST_FOR_WORDS || !hasLongWord(part))) break;
  }
  part.classList.remove("fitting");
}
