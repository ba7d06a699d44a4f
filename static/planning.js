// The coordinator's form: a draft is saved as she goes, and a place we know fills its fields. Without it she presses Save.

const form = document.querySelector("form[data-keep]");
const PAUSE = 1200;

if (form) {
  const said = form.querySelector("[data-kept]");
  const gaps = document.querySelector("#gaps");
  let waiting, sending = false, again = false;

  const keep = async () => {
    if (sending) { again = true; return; }
    sending = true;
    try {
      const answer = await fetch(form.dataset.keep, {method: "POST", body: new FormData(form)});
      const news = answer.ok && !answer.redirected ? await answer.json() : null;
      if (news) said.textContent = news.words;
      if (news && news.saved) {
        form.elements.version.value = news.version;
        gaps.innerHTML = news.gaps;
      }
    } catch { /* no network: she still has her button, and the next change tries again */ }
    sending = false;
    if (again) { again = false; keep(); }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!sending) return;
    // The version on the page is about to grow: send the form when it has.
    event.preventDefault();
    const button = event.submitter;
    const wait = setInterval(() => {
      if (sending) return;
      clearInterval(wait);
      delete form.dataset.sent; // public.js has seen the first try
      form.requestSubmit(button);
    }, 100);
  });
}

const places = document.querySelector("[data-places]");
if (places) {
  places.addEventListener("change", () => {
    const place = places.selectedOptions[0].dataset;
    if (!("place_name" in place)) return;
    for (const [name, value] of Object.entries(place)) places.form.elements[name].value = value;
    places.form.elements.at_home.checked = false;
    places.value = "";
  });
}
