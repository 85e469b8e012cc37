// The photos of an album: each uploaded picture becomes a row; rows are put in order by drag, arrow keys or buttons.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const group = document.getElementById("photos-group");
  const input = document.querySelector("input[type=file][data-upload]");
  if (!group) return;
  const gettext = window.gettext;
  const body = group.querySelector("tbody");
  const said = document.createElement("p");
  said.className = "for-readers";
  said.setAttribute("role", "status");
  group.append(said);

  const rows = () => [...body.querySelectorAll("tr.form-row:not(.empty-form)")];
  const renumber = () => rows().forEach((row, index) => {
    const order = row.querySelector("input[name$='-order']");
    if (order) order.value = index;
  });
  const tell = (row) => {
    const values = [rows().indexOf(row) + 1, rows().length];
    said.textContent = window.interpolate(gettext("Photo at place %s of %s"), values);
  };

  const step = (row, by, focus) => {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    renumber();
    tell(row);
    focus.focus();
  };

  const drag = (row, grip) => {
    grip.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      grip.focus();
      grip.setPointerCapture(event.pointerId);
      row.classList.add("moving");
    });
    grip.addEventListener("pointermove", (event) => {
      if (!row.classList.contains("moving")) return;
      if (event.clientY < 90) window.scrollBy(0, -24);
      if (event.clientY > window.innerHeight - 90) window.scrollBy(0, 24);
      const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("tr.form-row:not(.empty-form)");
      if (!over || over === row || over.parentElement !== body) return;
      const box = over.getBoundingClientRect();
      const enough = Math.min(box.height / 2, 60); // rows are tall: nobody has to drag through half of one
      // The others move around the row, which would lose the pointer if it was taken out of the page.
      const all = rows();
      const [from, to] = [all.indexOf(row), all.indexOf(over)];
      if (to > from && event.clientY > box.top + enough) row.before(...all.slice(from + 1, to + 1));
      if (to < from && event.clientY < box.bottom - enough) row.after(...all.slice(to, from));
    });
    for (const name of ["pointerup", "pointercancel"]) {
      grip.addEventListener(name, () => {
        if (!row.classList.contains("moving")) return;
        row.classList.remove("moving");
        renumber();
        tell(row);
      });
    }
  };

  const button = (text, label, className) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text, className, title: label, ariaLabel: label });
    return made;
  };

  const equip = (row) => {
    const order = row.querySelector("input[name$='-order']");
    if (!order || row.querySelector(".moves")) return;
    const moves = document.createElement("span");
    moves.className = "moves";
    const grip = button("⠿", gettext("Drag, or press an arrow key, to move this photo"), "grip");
    const up = button("↑", gettext("One place up"), "up");
    const down = button("↓", gettext("One place down"), "down");
    moves.append(grip, up, down);
    order.type = "hidden";
    order.before(moves);
    drag(row, grip);
    up.addEventListener("click", () => step(row, -1, up));
    down.addEventListener("click", () => step(row, 1, down));
    grip.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(row, by, grip);
    });
  };

  rows().forEach(equip);
  document.addEventListener("formset:added", (event) => {
    if (!group.contains(event.target)) return;
    equip(event.target);
    renumber();
  });
  document.addEventListener("formset:removed", renumber);

  // Pictures arrive as the network has it; they stand as they were chosen.
  const put = (row, position) => {
    row.dataset.position = position;
    const later = rows().find((other) => Number(other.dataset.position) > position);
    if (later) later.before(row);
  };
  input?.addEventListener("picture:uploaded", ({ detail }) => {
    group.querySelector(".add-row a").click();
    const row = rows().at(-1);
    window.showPicture(row.querySelector(".picture-field"), detail);
    put(row, detail.position);
    renumber();
  });
});
