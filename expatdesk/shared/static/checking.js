/* Enhancement only: zoom and turn the pages of a paper, and choose a reason by its number. */
"use strict";

const SIZES = [75, 100, 150, 200, 300];
const scans = document.querySelector("[data-scans]");
const bar = document.querySelector("[data-view]");
let size = 1, turn = 0;

function draw() {
  scans.className = `scans zoom-${SIZES[size]} turn-${turn}`;
  bar.querySelector("[data-size]").textContent = `${SIZES[size]} %`;
}

if (scans && bar) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("turn" in button.dataset) turn = (turn + 1) % 4;
    else size = Math.min(SIZES.length - 1, Math.max(0, size + Number(button.dataset.zoom)));
    draw();
  });
}

/* The reasons are numbered once they are open; in a text a figure stays a figure. */
document.addEventListener("keydown", (event) => {
  const inText = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (inText || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  if (document.getElementById("keys-on")?.checked === false) return;
  const reason = document.querySelectorAll(".returning[open] input[type=radio]")[Number(event.key) - 1];
  reason?.click();
  reason?.focus();
});
