// Makes public pages quicker where scripts run; without it every page works the same.

for (const box of document.querySelectorAll(".stepper")) {
  const input = box.querySelector("input");
  const step = (sign, by, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "step";
    button.textContent = sign;
    button.setAttribute("aria-label", label + ": " + box.querySelector("label").textContent.trim());
    button.addEventListener("click", () => {
      const now = Number.parseInt(input.value, 10) || 0;
      input.value = Math.min(+input.dataset.most, Math.max(+input.dataset.least, now + by));
    });
    return button;
  };
  input.before(step("−", -1, box.dataset.less));
  input.after(step("+", 1, box.dataset.more));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.done;
  });
}

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
