/* A phone without a connection shows the household's page as it was last, and says so (docs/decisions/014). What is kept,
   kept_page.js keeps; whenever the desk can be reached it is asked. */
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => asItWas(request)));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(asset(request));
});

const asset = async (request) => (await caches.match(request)) ?? fetch(request);

async function asItWas(request) {
  const isHome = new URL(request.url).pathname === "/my/";
  const kept = await caches.match(isHome ? "/my/" : "/my/without-connection");
  return kept ? new Response((await kept.text()).replace("data-as-it-was hidden", "data-as-it-was"), kept) : Response.error();
}
