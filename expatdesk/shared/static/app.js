/* Enhancement only: every page works without it. One send per press, kept drafts, a warning before the stay ends. */
"use strict";

/* One send per press: the second press within ten seconds does nothing. Other content is no second press. */
function sendOnce() {
  const sent = new Map();
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    const content = new URLSearchParams(new FormData(event.target)).toString(), before = sent.get(event.target);
    if (before?.content === content && Date.now() - before.at < 10000) event.preventDefault();
    else sent.set(event.target, { content, at: Date.now() });
  });
  addEventListener("pageshow", () => sent.clear());
}

/* What was typed and not sent, as long as the tab lives: <textarea data-keep="reply-CASE">, <form data-draft="CASE birth">.
   It is let go on the page after sending, unless that page asks to sign in first or shows it again. Who signs in
   next in the same tab gets nothing of it: it waits for its reader, and goes as soon as another one comes. */
function keepDrafts() {
  const reader = document.body.dataset.reader, ours = `draft:${reader} `;
  const letGoAllBut = (kept) => Object.keys(sessionStorage).forEach((key) => {
    if (key.startsWith("draft:") && !(kept && key.startsWith(kept))) sessionStorage.removeItem(key);
  });
  if (reader) letGoAllBut(ours);
  const flying = sessionStorage.getItem("flying");
  sessionStorage.removeItem("flying");
  const refused = document.querySelector("[aria-invalid=true], .summary-error, [data-unsent]");
  if (flying && reader && !refused) sessionStorage.removeItem(flying);
  for (const field of document.querySelectorAll("[data-keep]")) {
    const key = `${ours}${field.dataset.keep}`;
    if (!field.value) field.value = sessionStorage.getItem(key) ?? "";
    field.addEventListener("input", () => keep(key, mayBeKept(field.value) ? field.value : ""));
    letGoWhenSent(field.form, key);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `${ours}${form.dataset.draft}`;
    const typed = () => [...new FormData(form)].filter(([name, text]) => name === "seen" || (name !== "csrf_token" && mayBeKept(text)));
    if (!refused) putBack(form, JSON.parse(sessionStorage.getItem(key) ?? "[]"));
    form.addEventListener("input", () => keep(key, JSON.stringify(typed())));
    letGoWhenSent(form, key);
  }
  for (const form of document.querySelectorAll("form[action$='/sign-out']")) {
    form.addEventListener("submit", () => letGoAllBut(null));
  }
}

const keep = (key, text) => (text ? sessionStorage.setItem(key, text) : sessionStorage.removeItem(key));
/* Eight figures in a row may be a BSN, which is written down nowhere. */
const mayBeKept = (text) => typeof text === "string" && !/(\p{Nd}[\s.\/-]*){8}/u.test(text);

/* A change of language is no sending, but where the desk keeps what was typed: <form data-kept>. */
function letGoWhenSent(form, key) {
  form?.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "language" || "kept" in form.dataset) sessionStorage.setItem("flying", key);
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
  const [notice, button, way] = ["p", "button", "a"].map((part) => box.querySelector(part));
  const said = document.createElement("span");
  notice.prepend(said, " ");
  const warning = 180;
  let timer = 0, cameFrom = null;
  const told = ({ seconds, grows, text }) => {
    notice.hidden = !text || seconds > warning;
    if (said.textContent !== text) said.textContent = text;
    button.hidden = seconds <= 0 || !grows;
    way.hidden = seconds > 0;
    clearTimeout(timer);
    if (seconds > 0) timer = setTimeout(look, 1000 * (seconds > warning ? seconds - warning : text ? seconds : 0) + 500);
  };
  const ask = async (headers) => told(await (await fetch(box.dataset.stay, { headers, cache: "no-store" })).json());
  const look = () => ask({ "X-Background": "1" }).catch(() => { timer = setTimeout(look, 60000); });
  box.addEventListener("focusin", (event) => { if (!box.contains(event.relatedTarget)) cameFrom = event.relatedTarget; });
  button.addEventListener("click", () => ask({}).then(() => cameFrom?.focus(), look));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  told({ seconds: Number(box.dataset.seconds), text: "" });
}

/* What a phone keeps of the household's page (kept_page.js) goes once anybody else is here, or nobody. */
async function letKeptPagesGo() {
  if (!("caches" in window) || !("reader" in document.body.dataset)) return;
  const own = `kept:${document.body.dataset.reader}`;
  for (const name of await caches.keys()) if (name !== own) caches.delete(name);
}

sendOnce();
keepDrafts();
letKeptPagesGo();
warnInTime();
document.getElementById("error-summary")?.focus();
