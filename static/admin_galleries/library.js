// The page on which pictures are added to the library: once all are there, their texts can be written.
"use strict";
(() => {
  const form = document.getElementById("library-upload");
  const button = form.querySelector("button[type=submit]");
  const fresh = [];
  let doubles = 0;
  form.addEventListener("picture:uploaded", ({ detail }) => {
    if (!detail.known) fresh.push(detail.id);
    if (detail.known || detail.alike) doubles += 1;
  });
  form.addEventListener("uploads:done", ({ detail }) => {
    if (!fresh.length) return;
    const url = `${form.dataset.texts}?ids=${fresh.join(",")}`;
    if (!detail.failed && !doubles) location.assign(url);
    button.textContent = window.gettext("Write their captions");
    button.type = "button";
    button.onclick = () => location.assign(url);
  });
})();
