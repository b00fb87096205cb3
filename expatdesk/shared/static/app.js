/* Enhancement only: every page works without it. Keys for officers, kept drafts, one send per press, the way home. */
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll(".rows tbody tr:not(.group)")];

/* One send per press: the second press within ten seconds does nothing. */
function sendOnce() {
  const sent = new Map();
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    if (Date.now() - (sent.get(event.target) ?? 0) < 10000) event.preventDefault();
    else sent.set(event.target, Date.now());
  });
  addEventListener("pageshow", () => sent.clear());
}

/* What was typed and not sent, as long as the tab lives: <textarea data-keep="reply-CASE">, <form data-draft="CASE birth">.
   It is let go on the page after sending, unless that page asks to sign in first or shows it again. */
function keepDrafts() {
  const flying = sessionStorage.getItem("flying");
  sessionStorage.removeItem("flying");
  const refused = document.querySelector("[aria-invalid=true], .summary-error, [data-unsent]");
  if (flying && document.body.dataset.signedIn === "yes" && !refused) sessionStorage.removeItem(flying);
  for (const field of document.querySelectorAll("[data-keep]")) {
    const key = `draft:${field.dataset.keep}`;
    if (!field.value) field.value = sessionStorage.getItem(key) ?? "";
    field.addEventListener("input", () => keep(key, mayBeKept(field.value) ? field.value : ""));
    letGoWhenSent(field.form, key);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `draft:${form.dataset.draft}`;
    const typed = () => [...new FormData(form)].filter(([name, text]) => name === "seen" || (name !== "csrf_token" && mayBeKept(text)));
    if (!refused) putBack(form, JSON.parse(sessionStorage.getItem(key) ?? "[]"));
    form.addEventListener("input", () => keep(key, JSON.stringify(typed())));
    letGoWhenSent(form, key);
  }
  for (const form of document.querySelectorAll("form[action$='/sign-out']")) {
    form.addEventListener("submit", () => Object.keys(sessionStorage).forEach((key) => {
      if (key.startsWith("draft:")) sessionStorage.removeItem(key);
    }));
  }
}

const keep = (key, text) => (text ? sessionStorage.setItem(key, text) : sessionStorage.removeItem(key));
/* Eight figures in a row may be a BSN, which is written down nowhere. */
const mayBeKept = (text) => typeof text === "string" && !/(\p{Nd}[\s.\/-]*){8}/u.test(text);

/* A change of language is no sending. */
function letGoWhenSent(form, key) {
  form?.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "language") sessionStorage.setItem("flying", key);
  });
}

/* With the answers comes the print of the file as it was then (`seen`): what the desk changed since is not overwritten. */
function putBack(form, typed) {
  for (const [name, text] of typed) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList || ["checkbox", "radio"].includes(field?.type)) continue;
    if (field) field.value = text;
  }
  const ticked = new Set(typed.map(([name, text]) => `${name}=${text}`));
  if (typed.length) for (const box of form.querySelectorAll("input[type=checkbox], input[type=radio]")) {
    box.checked = ticked.has(`${box.name}=${box.value}`);
  }
}

/* Before a stay ends: <div data-stay="/sign-in/stay" data-seconds="1200">. Only the button makes it longer. */
function warnInTime() {
  const box = document.querySelector("[data-stay]");
  if (!box) return;
  const warning = 180;
  let timer = 0, cameFrom = null;
  const told = ({ seconds, grows }) => {
    const now = seconds <= 0 ? "over" : seconds > warning ? "" : grows ? "soon" : "last";
    for (const text of box.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== now;
    clearTimeout(timer);
    if (seconds > 0) timer = setTimeout(look, 1000 * (seconds > warning ? seconds - warning : seconds) + 500);
  };
  const ask = async (headers) => told(await (await fetch(box.dataset.stay, { headers, cache: "no-store" })).json());
  const look = () => ask({ "X-Background": "1" }).catch(() => { timer = setTimeout(look, 60000); });
  box.addEventListener("focusin", (event) => { if (!box.contains(event.relatedTarget)) cameFrom = event.relatedTarget; });
  box.querySelector("button").addEventListener("click", () => ask({}).then(() => cameFrom?.focus(), look));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  told({ seconds: Number(box.dataset.seconds), grows: box.dataset.grows === "yes" });
}

/* From the list to a case and back: same filters, same place, same row. */
function comeHome() {
  const list = document.querySelector(".rows");
  const home = JSON.parse(sessionStorage.getItem("home") ?? "null");
  if (!list) {
    if (home) for (const link of document.querySelectorAll("a.back[data-home]")) link.href = home.url;
    return;
  }
  if (home?.url === location.pathname + location.search) {
    scrollTo(0, home.top);
    const row = home.row && document.getElementById(home.row);
    if (row) stand(row);
  }
  addEventListener("pagehide", () => {
    const row = document.querySelector(".rows tr.here")?.id ?? "";
    sessionStorage.setItem("home", JSON.stringify({ url: location.pathname + location.search, top: scrollY, row }));
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && event.target.closest("a")) mark(row);
  });
}

function mark(row) {
  document.querySelector(".rows tr.here")?.classList.remove("here");
  row.classList.add("here");
}

function stand(row) {
  mark(row);
  row.querySelector("th a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const now = all.findIndex((row) => row.classList.contains("here"));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
  if (next) stand(next);
}

/* What is picked, counted in the bar: <p data-picked data-one="1 picked" data-many="{n} picked">. */
function countPicked() {
  const said = document.querySelector("[data-picked]");
  if (!said) return;
  const every = document.querySelector(".rows thead input[type=checkbox]");
  const boxes = () => rows().map((row) => row.querySelector("input[type=checkbox]")).filter(Boolean);
  const count = () => {
    const all = boxes();
    const n = all.filter((box) => box.checked).length;
    said.textContent = n === 1 ? said.dataset.one : said.dataset.many.replace("{n}", n);
    if (every) { every.checked = n > 0 && n === all.length; every.indeterminate = n > 0 && n < all.length; }
  };
  every?.addEventListener("change", () => boxes().forEach((box) => { box.checked = every.checked; }));
  said.closest("form").addEventListener("change", count);
  said.closest("form").addEventListener("reset", () => setTimeout(count));
  count();
}

/* Keys: J K X on the list, and any control that names its key in aria-keyshortcuts. They can be switched off. */
function listenToKeys() {
  const choice = document.getElementById("keys-on");
  if (choice) {
    choice.checked = localStorage.getItem("keys") !== "off";
    choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
  }
  const moves = {
    j: () => step(1),
    k: () => step(-1),
    x: () => document.querySelector(".rows tr.here input[type=checkbox]")?.click(),
    "?": () => document.getElementById("keys")?.togglePopover(),
    escape: () => document.querySelector("[data-picked]")?.closest("form").reset(),
  };
  document.addEventListener("keydown", (event) => {
    const off = choice ? !choice.checked : true;
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
    if (typing(event.target) || document.querySelector("[popover]:not(.menu, .rail):popover-open") && event.key !== "?") return;
    const key = event.key.toLowerCase();
    const control = [...document.querySelectorAll("[aria-keyshortcuts]")]
      .find((one) => one.getAttribute("aria-keyshortcuts").toLowerCase() === key);
    if (control) event.preventDefault();
    if (control?.matches("input, textarea")) control.focus();
    else if (control) control.click();
    else if (document.querySelector(".rows") || key === "?") moves[key]?.();
  });
}

sendOnce();
keepDrafts();
warnInTime();
comeHome();
countPicked();
listenToKeys();
document.getElementById("error-summary")?.focus();
