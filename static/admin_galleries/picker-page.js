// The picker's own window: tells the window that opened it which picture was chosen, and closes.
"use strict";
(() => {
  const choose = (answer) => {
    if (!window.opener) return;
    window.opener.postMessage({ picture: JSON.parse(answer) }, location.origin);
    window.close();
  };
  document.addEventListener("click", (event) => {
    const tile = event.target.closest?.("[data-answer]");
    if (tile) choose(tile.dataset.answer);
  });
  // Uploads with progress: a single picture is chosen at once, several stand at the top of the library afterwards.
  const input = document.querySelector("input[type=file][data-upload]");
  const form = input?.form;
  form?.addEventListener("uploads:done", ({ detail }) => {
    if (!detail.failed && arrived.length === 1) choose(JSON.stringify(arrived[0]));
    else if (!detail.failed && arrived.length) location.assign("?");
  });
  const arrived = [];
  form?.addEventListener("picture:uploaded", ({ detail }) => arrived.push(detail));

  const chosen = document.querySelector("[data-chosen]");
  if (chosen) choose(chosen.dataset.chosen);
})();
