/* Enhancement only: zoom and turn each page of a paper, go through pages and doubts, choose a reason by its number. */
"use strict";

const SIZES = [75, 100, 150, 200, 300];
const scans = document.querySelector("[data-scans]");
const bar = document.querySelector("[data-view]");
const sheets = [...(scans?.querySelectorAll(".scan") ?? [])];

/* How a page lies is kept as long as the tab lives: who comes back to it need not turn it again. */
const keyOf = (sheet) => `view:${sheet.querySelector("img").getAttribute("src")}`;
const viewOf = (sheet) => ({ size: 1, turn: 0, ...JSON.parse(sessionStorage.getItem(keyOf(sheet)) ?? "{}") });

/* The page that one is looking at is the one that fills most of the view. */
function current() {
  const seen = scans.getBoundingClientRect();
  const height = (sheet) => {
    const box = sheet.getBoundingClientRect();
    return Math.min(box.bottom, seen.bottom) - Math.max(box.top, seen.top);
  };
  return sheets.reduce((best, sheet) => (height(sheet) > height(best) + 1 ? sheet : best));
}

function lay(sheet, { size, turn }) {
  sheet.className = `scan zoom-${SIZES[size]} turn-${turn}`;
}

function tell() {
  bar.querySelector("[data-size]").textContent = `${SIZES[viewOf(current()).size]}%`;
}

function change(button) {
  const sheet = current(), view = viewOf(sheet);
  if ("turn" in button.dataset) view.turn = (view.turn + 1) % 4;
  else view.size = Math.min(SIZES.length - 1, Math.max(0, view.size + Number(button.dataset.zoom)));
  sessionStorage.setItem(keyOf(sheet), JSON.stringify(view));
  lay(sheet, view);
  tell();
}

if (sheets.length && bar) {
  bar.hidden = false;
  sheets.forEach((sheet) => lay(sheet, viewOf(sheet)));
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) change(button);
  });
  scans.addEventListener("scroll", tell, { passive: true });
  tell();
}

/* P shows the next page, and after the last one the first; S goes to the next doubt, to be ticked with the space bar. */
const ACTS = {
  p: () => sheets.length && sheets[(sheets.indexOf(current()) + 1) % sheets.length].scrollIntoView({ block: "start" }),
  s: () => {
    const open = [...document.querySelectorAll("[name=settled]:not(:checked)")];
    open[(open.indexOf(document.activeElement) + 1) % open.length]?.focus();
  },
};

/* The reasons are numbered once they are open; in a text a letter or figure stays what it is. */
document.addEventListener("keydown", (event) => {
  const inText = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (inText || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.getElementById("keys-on")?.checked === false) return;
  if (/^[1-9]$/.test(event.key)) {
    const reason = document.querySelectorAll(".returning[open] input[type=radio]")[Number(event.key) - 1];
    reason?.click();
    reason?.focus();
  }
  ACTS[event.key.toLowerCase()]?.();
});
