/* Enhancement only: say beside the field what the desk will not take, before it is sent. The desk looks again itself. */
"use strict";

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
