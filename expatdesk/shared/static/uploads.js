/* Enhancement only: say beside the field what the desk will not take, before it is sent; and where the connection is
   lost, send it again by itself. The desk looks again itself, and keeps a file that comes twice once. */
"use strict";

const LONGEST_PAUSE = 30_000;

for (const field of document.querySelectorAll("[data-files]")) {
  const told = field.querySelector("[data-told]"), inputs = [...field.querySelectorAll("input[type=file]")];
  const { mostAFile, mostInAll, empty, large, kind, heic, all } = field.dataset;
  const chosen = () => inputs.flatMap((input) => [...input.files]);
  const isTooMuch = () => chosen().reduce((sum, file) => sum + file.size, 0) > Number(mostInAll);

  const why = (file) => {
    if (file.size === 0) return empty;
    if (/\.hei[cf]$/i.test(file.name)) return heic;
    if (file.type && !inputs[0].accept.includes(file.type)) return kind;
    return file.size > Number(mostAFile) ? large : "";
  };

  function tell() {
    const wrong = chosen().filter(why).map((file) => `“${file.name}”: ${why(file)}`);
    if (isTooMuch()) wrong.push(all);
    told.replaceChildren(...wrong.map((text) => Object.assign(document.createElement("p"), { className: "error", textContent: text })));
    told.hidden = wrong.length === 0;
    for (const input of inputs) input.toggleAttribute("aria-invalid", wrong.length > 0);
  }

  field.addEventListener("change", tell);
  field.closest("form").addEventListener("submit", (event) => {
    /* More than a request may hold is not read at all: it would be sent for nothing. */
    if (!isTooMuch()) return;
    event.preventDefault();
    tell();
    inputs[0].focus();
  });
}

/* <p role="status" data-sending="…" data-again="…" data-then="…"></p>: a form with files is sent from here, until the
   desk answers. What it took shows on the page loaded anew, or on that of `then`. Where it took nothing, the browser
   sends the form once more, and shows what is wrong. */
for (const notice of document.querySelectorAll("[data-sending]")) {
  const form = notice.closest("form"), { sending, again, then } = notice.dataset;
  const isOnline = () => new Promise((soon) => addEventListener("online", soon, { once: true }));
  const files = () => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  let isUnderWay = false;

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !files().length) return;
    event.preventDefault();
    if (isUnderWay) return;
    isUnderWay = true;
    send().then((answer) => (answer.type === "opaqueredirect" ? location.replace(then ?? form.action) : form.submit()));
  });

  async function send() {
    for (let pause = 1000; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      notice.textContent = sending;
      try {
        return await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      } catch {
        notice.textContent = again;
        await Promise.race([new Promise((soon) => setTimeout(soon, pause)), isOnline()]);
      }
    }
  }
}
