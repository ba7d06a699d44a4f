// "Leave this page" at once: the page is covered before anything is fetched, and Back does not lead to it.

for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.title = " ";
    document.documentElement.hidden = true;
    location.replace(link.href);
  });
}

// A page that the browser has kept whole shows nothing of what was written in it.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
