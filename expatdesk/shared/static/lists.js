/* Enhancement only, for those who work with lists: the way home, what is picked, keys. */
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll(".rows tbody tr:not(.group)")];

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

comeHome();
countPicked();
listenToKeys();
