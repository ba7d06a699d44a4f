// On every page behind a sign-in. After signing out, "back" must show nothing: browsers may keep a whole page
// in memory in spite of no-store, so a page that comes back from there hides and asks the server anew.
// A page that works without a network says so (data-works-offline) and stays while there is none.

addEventListener("pageshow", (event) => {
  const stays = document.querySelector("[data-works-offline]") && !navigator.onLine;
  if (!event.persisted || stays) return;
  document.documentElement.hidden = true;
  location.reload();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
