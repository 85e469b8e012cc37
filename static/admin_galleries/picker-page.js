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
  const chosen = document.querySelector("[data-chosen]");
  if (chosen) choose(chosen.dataset.chosen);
})();
