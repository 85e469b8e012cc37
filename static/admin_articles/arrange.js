/* Puts boxes into another order: by dragging, with the buttons, or with the arrow keys on a handle. */
"use strict";
{
  const list = document.querySelector(".arrange");
  const said = document.querySelector("[data-arrange-said]");
  let dragged = null;

  const tell = (row) => {
    const rows = [...list.children];
    said.textContent = `${row.querySelector(".box-name").textContent.trim().replace(/\s+/g, " ")}: ${rows.indexOf(row) + 1} / ${rows.length}`;
  };

  const move = (row, by, focused) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) {
      other[by < 0 ? "before" : "after"](row);
      tell(row);
    }
    focused.focus();
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) {
      move(button.closest("li"), Number(button.dataset.move), button);
    }
  });

  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && event.target.matches(".handle")) {
      event.preventDefault();
      move(event.target.closest("li"), by, event.target);
    }
  });

  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    dragged.classList.add("is-dragged");
  });

  list.addEventListener("dragover", (event) => {
    const row = event.target.closest("li");
    if (!dragged || !row) {
      return;
    }
    event.preventDefault();
    if (row !== dragged) {
      const box = row.getBoundingClientRect();
      row[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    }
  });

  list.addEventListener("drop", (event) => event.preventDefault());

  list.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    if (dragged) {
      tell(dragged);
    }
    dragged = null;
  });
}
