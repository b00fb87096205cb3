/* On a phone the household's page stays readable without a connection, as it was last. Computers are often shared: there
   nothing is kept. It goes with its reader (app.js), and when they sign out (Clear-Site-Data). */
"use strict";

const PAGES = ["/my/", "/my/without-connection"];

async function keepPage() {
  await navigator.serviceWorker.register("/my/service-worker.js", { scope: "/my/" });
  const kept = await caches.open(`kept:${document.body.dataset.reader}`);
  const before = await kept.keys();
  const assets = performance.getEntriesByType("resource").map((entry) => entry.name).filter((url) => url.startsWith(`${location.origin}/static/`));
  const missing = new Set(assets.filter((url) => before.every((one) => one.url !== url)));
  /* Asking in the background keeps nobody signed in (security T18). */
  const pages = PAGES.map((path) => new Request(path, { headers: { "X-Background": "1" }, cache: "no-store" }));
  /* All of it comes, or nothing changes: without a connection what is kept stays. */
  await kept.addAll([...missing, ...pages]);
  const wanted = new Set([...assets, ...pages.map((page) => page.url)]);
  await Promise.all(before.filter((one) => !wanted.has(one.url)).map((one) => kept.delete(one)));
  document.querySelector("[data-kept-here]").hidden = false;
}

const isPhone = matchMedia("(hover: none) and (pointer: coarse)").matches;
if (isPhone && "serviceWorker" in navigator) addEventListener("load", () => keepPage().catch(() => {}));
