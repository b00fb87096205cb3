/* Parts of a page that stay up to date: <div id="list" data-live="address" data-every="20">. The page works without.
   Asking in the background keeps nobody signed in (security T18), and the focus stays where it was. */
"use strict";

function keepLive(part) {
  const every = 1000 * Number(part.dataset.every);
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(look, every); };
  async function look() {
    try {
      const answer = await fetch(part.dataset.live, { headers: { "X-Background": "1" }, cache: "no-store", redirect: "manual" });
      /* Signed out, or the address was taken back: the page itself says so. */
      if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload();
      if (answer.ok) put(await answer.text());
    } catch { /* Without a connection the next look finds out. */ }
    later();
  }
  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(part.id);
    if (!fresh || fresh.innerHTML === part.innerHTML) return;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceChildren(...fresh.childNodes);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : look()));
  later();
}

document.querySelectorAll("[data-live]").forEach(keepLive);
