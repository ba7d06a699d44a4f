// Tonight's list on a phone that may have no network. A tap shows at once, is kept on the phone (an id and numbers,
// never a name) and sent when there is a network; the server counts each id once. Without this script the same
// buttons are plain forms.

const here = document.querySelector("[data-door]");
const lists = document.querySelectorAll("[data-list], [data-guest], [data-estimate]");
const KEPT = "door:";
const AT_ONCE = 50;
const csrf = document.querySelector("input[name=csrf_token]")?.value ?? "";
const memory = new Map(); // stands in where the browser keeps nothing

const read = (code) => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT + code) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return memory.get(code) ?? [];
  }
};
const keep = (code, taps) => {
  memory.set(code, taps);
  try {
    if (taps.length) localStorage.setItem(KEPT + code, JSON.stringify(taps));
    else localStorage.removeItem(KEPT + code);
  } catch {
    // private browsing or a full phone: the taps live as long as this page
  }
};
const codes = () => {
  const found = new Set(memory.keys());
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (key.startsWith(KEPT)) found.add(key.slice(KEPT.length));
    }
  } catch {
    // as above
  }
  return [...found];
};
const newId = () => {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// What the server said last, and the taps of this phone on top of it.
let told = here ? JSON.parse(here.dataset.tally) : null;

const fold = () => {
  const now = JSON.parse(JSON.stringify(told));
  for (const tap of read(here.dataset.door)) {
    const [what, which] = tap.subject.split(":");
    const group = what === "party" ? now.parties : now.walkins;
    const key = what === "party" ? which : tap.subject;
    if (tap.kind === "undo" && what === "estimate") now.estimate = null;
    else if (tap.kind === "undo") delete group[key];
    else if (tap.kind === "estimate") now.estimate = tap.amount;
    else if (tap.kind === "here" || tap.kind === "walk_in") group[key] = [tap.adults, tap.children];
    else now[tap.kind] = Math.max(0, now[tap.kind] + tap.amount);
  }
  return now;
};

const show = (box, selector, visible) => {
  for (const one of box.querySelectorAll(selector)) one.hidden = !visible;
};
const write = (box, selector, text) => {
  for (const one of box.querySelectorAll(selector)) if (one.textContent !== String(text)) one.textContent = text;
};

const draw = () => {
  if (!here) return;
  const now = fold();
  const heads = [...Object.values(now.parties), ...Object.values(now.walkins)];
  const counted = heads.reduce((sum, [adults, children]) => sum + adults + children, 0);
  const estimated = counted === 0 && now.estimate !== null;
  write(document, ".total-here", estimated ? now.estimate : counted);
  show(document, ".count .counted", !estimated);
  show(document, ".count .estimated", estimated);
  for (const row of document.querySelectorAll(".party[data-number]")) {
    const came = now.parties[row.dataset.number];
    row.classList.toggle("party-here", Boolean(came));
    show(row, ".away", !came);
    show(row, ".came", came);
    if (came) write(row, ".came b", came[0] + came[1]);
  }
  drawGuests(now.walkins);
  const missing = Object.entries(now.awaited).filter(([number]) => !now.parties[number]);
  write(document, ".total-missing", missing.reduce((sum, [, people]) => sum + people, 0));
  sift(now, new Set(missing.map(([number]) => number)));
  for (const [what, kind] of Object.entries(COUNTS)) write(document, `[data-what=${what}] .tally`, now[kind]);
  show(document, ".standing", now.estimate !== null);
  write(document, ".standing .amount", now.estimate ?? 0);
};
const COUNTS = { new: "new_in_denmark", first: "first_time" };

const drawGuests = (walkins) => {
  const box = document.querySelector("[data-guests]");
  const template = document.querySelector("[data-row]");
  if (!box || !template) return;
  const rows = new Map([...box.querySelectorAll("[data-subject]")].map((row) => [row.dataset.subject, row]));
  for (const [subject, row] of rows) if (!walkins[subject]) row.remove();
  for (const [subject, [adults, children]] of Object.entries(walkins)) {
    let row = rows.get(subject);
    if (!row) {
      row = template.content.firstElementChild.cloneNode(true);
      row.dataset.subject = subject;
      const address = `/team/events/${here.dataset.door}/door/guests/${subject.split(":")[1]}`;
      row.querySelector("a").href = address;
      row.querySelector("button").formAction = `${address}/undo`;
      box.querySelector("ul").append(row);
    }
    write(row, ".adults", adults);
    write(row, ".children", children);
    write(row, ".came b", adults + children);
  }
  box.hidden = Object.keys(walkins).length === 0;
};

// What stands in the way of sending: nothing, "offline", or "again" (the session has ended).
let trouble = "";
const say = () => {
  const waiting = codes().reduce((sum, code) => sum + read(code).length, 0);
  write(document, ".waiting", waiting);
  show(document, "[data-line=offline]", waiting > 0 && trouble === "offline");
  show(document, "[data-line=again]", waiting > 0 && trouble === "again");
};
const refuse = (why) => {
  write(document, "[data-line=refused] .why", why);
  show(document, "[data-line=refused]", true);
};

const ask = async (address, body) => {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 15000);
  const headers = body ? { "Content-Type": "application/json", "X-CSRF-Token": csrf } : {};
  try {
    return await fetch(address, {
      method: body ? "POST" : "GET", body, headers, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: stop.signal,
    });
  } finally {
    clearTimeout(late);
  }
};

let busy = false;
const send = async () => {
  if (busy) return;
  busy = true;
  trouble = "";
  try {
    for (const code of codes()) while (read(code).length && (await sendSome(code, read(code).slice(0, AT_ONCE))));
  } catch {
    trouble = "offline";
  } finally {
    busy = false;
    say();
    draw();
  }
};
const sendSome = async (code, taps) => {
  const sent = Date.now();
  const body = JSON.stringify({ taps: taps.map(({ at, ...tap }) => ({ ...tap, age: Math.max(0, sent - at) })) });
  const answer = await ask(`/team/events/${code}/door/taps`, body);
  if (![200, 422].includes(answer.status)) {
    trouble = answer.type === "opaqueredirect" || [400, 404].includes(answer.status) ? "again" : "offline";
    return false;
  }
  const { results, tally } = await answer.json();
  const done = new Set(taps.map((tap) => tap.op_id));
  keep(code, read(code).filter((tap) => !done.has(tap.op_id)));
  if (here?.dataset.door === code) told = tally;
  const why = results.find((sentence) => sentence);
  if (why) refuse(why);
  return true;
};

const tap = (kind, subject, numbers) => {
  const code = here.dataset.door;
  const op_id = newId();
  const about = subject === "walkin:" ? `walkin:${op_id}` : subject;
  keep(code, [...read(code), { op_id, kind, subject: about, adults: 0, children: 0, amount: 0, ...numbers, at: Date.now() }]);
  draw();
  send();
};

// A second touch of the same button within a moment is a trembling thumb, not "undo". Where the list has just
// changed under it, any button is the same.
let last = { button: null, at: 0, all: false };
const trembles = (button) => {
  const again = (last.all || last.button === button) && Date.now() - last.at < 600;
  last = { button, at: Date.now(), all: false };
  return again && !button.matches("[formaction*='/counts/'], [formaction*='/guest/']");
};

const press = (button) => {
  const row = button.closest("[data-number]");
  const guest = button.closest("[data-subject]");
  const what = button.closest("[data-what]")?.dataset.what;
  const path = new URL(button.formAction).pathname;
  if (row) {
    const undo = row.classList.contains("party-here");
    keepForAMoment(row.dataset.number);
    tap(undo ? "undo" : "here", `party:${row.dataset.number}`, undo ? {} : { adults: +row.dataset.adults, children: +row.dataset.children });
  } else if (guest) tap("undo", guest.dataset.subject, {});
  else if (what) tap(COUNTS[what], "", { amount: path.endsWith("/more") ? 1 : -1 });
  else if (path.endsWith("/guest/adult")) tap("walk_in", "walkin:", { adults: 1 });
  else if (path.endsWith("/guest/child")) tap("walk_in", "walkin:", { children: 1 });
  else if (path.endsWith("/estimate/undo")) tap("undo", "estimate", {});
  else return false;
  return true;
};

// The second step without a page of its own, so that it needs no network either.
const correct = (row) => {
  const open = document.querySelector(".correct");
  open?.remove();
  if (open?.dataset.of === row.dataset.number) return;
  const box = document.querySelector("[data-correct]").content.firstElementChild.cloneNode(true);
  box.dataset.of = row.dataset.number;
  const came = fold().parties[row.dataset.number] ?? [+row.dataset.adults, +row.dataset.children];
  const counts = [...box.querySelectorAll("[data-count]")];
  counts.forEach((count, i) => (count.textContent = came[i]));
  box.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-by]");
    if (step) {
      const count = step.parentElement.querySelector("[data-count]");
      count.textContent = Math.min(10, Math.max(0, +count.textContent + +step.dataset.by));
    }
    const [adults, children] = counts.map((count) => +count.textContent);
    const save = box.querySelector("[data-save]");
    save.disabled = adults + children === 0;
    if (target.closest("[data-save]") && adults + children > 0) {
      box.remove();
      tap("here", `party:${row.dataset.number}`, { adults, children });
    }
  });
  row.after(box);
  box.scrollIntoView({ block: "center" });
  box.querySelector("button").focus({ preventScroll: true });
};

const plain = (text) => text.replace(/[İı]/g, "i").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const digits = (text) => text.replace(/[٠-٩۰-۹]/g, (c) => c.charCodeAt(0) & 15);
const wantedRows = (rows, wanted) => {
  const number = /^\s*\d+\s*$/.test(digits(wanted)) ? String(+digits(wanted)) : null;
  const found = rows.filter((row) => {
    const name = plain(row.querySelector(".party-who bdi")?.textContent ?? "");
    return number === null ? name.includes(plain(wanted.trim())) : row.dataset.number === number;
  });
  return new Set(found.flatMap((row) => [row.dataset.number, row.dataset.joined]));
};

// Which rows are shown: those that are looked for, or who is missing, or all. A row that was just tapped stays for a
// moment, so that the next one does not come under the thumb.
const box = document.querySelector("[data-search] [type=search]");
const missingOnly = document.querySelector("[data-missing]");
const fresh = new Set();
const sift = (now, missing) => {
  if (!box) return;
  const rows = [...document.querySelectorAll(".party[data-number]")];
  const typed = box.value.trim() !== "";
  const only = !typed && missingOnly.hasAttribute("aria-current");
  const wanted = typed ? wantedRows(rows, box.value) : null;
  for (const row of rows) {
    const { number } = row.dataset;
    row.hidden = typed ? !wanted.has(number) : only && !missing.has(number) && !fresh.has(number);
  }
  for (const part of document.querySelectorAll("[data-list] section")) {
    part.hidden = !part.querySelector("[data-number]:not([hidden])");
  }
  const none = rows.length > 0 && rows.every((row) => row.hidden);
  show(document, "[data-nobody]", none && typed);
  show(document, "[data-all]", none && only);
};
const keepForAMoment = (number) => {
  fresh.add(number);
  setTimeout(() => (fresh.delete(number), draw()), 2500);
};

for (const list of lists) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[formaction]");
    const row = event.target.closest(".party-who")?.closest("[data-number]");
    if (button) {
      if (trembles(button) || press(button)) event.preventDefault();
      tapped(button);
    } else if (row && !row.dataset.joined) {
      event.preventDefault();
      correct(row);
    }
  });
}
document.querySelector("[data-estimate]")?.addEventListener("submit", (event) => {
  const input = event.target.querySelector("#amount");
  const amount = /^\s*\d+\s*$/.test(digits(input.value)) ? +digits(input.value) : 0;
  if (amount < 1 || amount > 2000) return; // the server says what is wrong
  event.preventDefault();
  input.value = "";
  tap("estimate", "estimate", { amount });
});

// Find one: digits first, letters by the key beside the box. A tap on who was found empties the box for the next.
const lastTap = document.querySelector("[data-last]");
const lettersKey = document.querySelector("[data-letters]");
const ready = () => {
  box.value = "";
  box.focus({ preventScroll: true });
  draw();
};
const tapped = (button) => {
  const row = button.closest("[data-number]");
  if (!box?.value.trim() || !row) return void (lastTap && (lastTap.hidden = true));
  const words = [".party-number", ".party-who b", ".here .came b"].map((part) => row.querySelector(part).textContent.trim());
  write(lastTap, "b", words.join(" · "));
  lastTap.dataset.of = row.dataset.number;
  lastTap.hidden = !row.classList.contains("party-here");
  last.all = true;
  ready();
};
const typing = (now) => document.body.classList.toggle("typing", now);
if (box) {
  const search = box.form;
  show(search, "button:not([type=button])", false);
  lettersKey.hidden = false;
  box.inputMode = "numeric";
  search.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", () => {
    last.all = false;
    lastTap.hidden = true;
    draw();
    // What is found stands right under the box, and the keyboard does not cover it.
    if (box.value) scrollTo(0, document.querySelector(".lean").offsetTop + document.querySelector(".lean").offsetHeight);
  });
  box.addEventListener("focus", () => typing(true));
  // Later: what comes back must not come under a finger that is down on a row.
  box.addEventListener("blur", () => setTimeout(() => typing(document.activeElement === box), 500));
  lettersKey.addEventListener("click", () => {
    const letters = box.inputMode === "numeric";
    box.inputMode = letters ? "text" : "numeric";
    box.placeholder = letters ? box.dataset.name : box.dataset.number;
    lettersKey.textContent = letters ? "123" : lettersKey.dataset.letters;
    lettersKey.setAttribute("aria-pressed", letters);
    ready();
  });
  lettersKey.dataset.letters = lettersKey.textContent;
  missingOnly.addEventListener("click", (event) => {
    event.preventDefault();
    box.value = "";
    if (missingOnly.hasAttribute("aria-current")) missingOnly.removeAttribute("aria-current");
    else missingOnly.setAttribute("aria-current", "true");
    draw();
  });
  lastTap.querySelector("button").addEventListener("click", () => {
    tap("undo", `party:${lastTap.dataset.of}`, {});
    ready();
    lastTap.hidden = true;
  });
}

// Other phones count too: look now and then, and try again what could not be sent.
const look = async () => {
  if (document.hidden || busy) return;
  if (codes().some((code) => read(code).length)) return send();
  if (!here) return;
  try {
    const answer = await ask(`/team/events/${here.dataset.door}/door/tally`);
    if (answer.status === 200 && !read(here.dataset.door).length) {
      told = await answer.json();
      draw();
    }
  } catch {
    // no network: nothing is waiting either
  }
};
setInterval(look, 20000);
for (const moment of ["online", "pageshow", "focus"]) addEventListener(moment, look);
document.addEventListener("visibilitychange", look);
addEventListener("storage", () => (draw(), say()));
draw();
say();
send();
