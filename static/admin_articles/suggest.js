// Names with suggestions: `<input data-suggest="address">`, with `data-several` for names with commas between.
// Arrow keys choose, Enter takes, Escape closes; what is not suggested may be typed all the same.
"use strict";
(() => {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "name-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  let input = null;
  let timer = 0;
  let asked = 0;

  const start = (field) => ("several" in field.dataset ? field.value.lastIndexOf(",", field.selectionStart - 1) + 1 : 0);
  const end = (field) => {
    const comma = "several" in field.dataset ? field.value.indexOf(",", field.selectionStart) : -1;
    return comma < 0 ? field.value.length : comma;
  };

  const close = () => {
    list.hidden = true;
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-activedescendant");
  };

  const mark = (option) => {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
  };

  const take = (option) => {
    const several = "several" in input.dataset;
    const before = input.value.slice(0, start(input));
    const after = input.value.slice(end(input));
    input.value = (before && !before.endsWith(" ") ? `${before} ` : before) + option.textContent + (several && !after ? ", " : after);
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = (names) => {
    list.replaceChildren(...names.map((name, index) => {
      const option = document.createElement("li");
      option.id = `name-suggestion-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = name;
      return option;
    }));
    const box = input.getBoundingClientRect();
    list.style.left = `${box.left + window.scrollX}px`;
    list.style.top = `${box.bottom + window.scrollY + 2}px`;
    list.hidden = !names.length;
    input.setAttribute("aria-expanded", String(names.length > 0));
  };

  const ask = async () => {
    const mine = ++asked;
    const word = input.value.slice(start(input), end(input)).trim();
    if (!word) return close();
    const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(word)}`, { credentials: "same-origin" });
    if (!response.ok || mine !== asked || document.activeElement !== input) return;
    show((await response.json()).names.filter((name) => name !== word));
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.("input[data-suggest]")) return;
    if (!list.isConnected) document.body.append(list);
    input = event.target;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  });
  document.addEventListener("focusout", (event) => event.target === input && close());
  document.addEventListener("input", (event) => {
    if (event.target !== input) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target !== input || list.hidden) return;
    const options = [...list.children];
    const index = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") mark(options[(index + 1) % options.length]);
    else if (event.key === "ArrowUp") mark(options[(index - 1 + options.length) % options.length]);
    else if (event.key === "Enter" && index >= 0) take(options[index]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (!option) return;
    event.preventDefault();
    take(option);
  });
})();
