/* Language tabs: shows the inputs of one language at a time. Without this script all languages stand below each other. */
"use strict";
{
  const rowOf = (input) => input.closest("td, .form-row .fieldBox, .form-row") || input.parentElement;

  const codesOf = (form) => [...new Set([...form.querySelectorAll("[data-language]")].map((input) => input.dataset.language))];

  // Side by side, the Vietnamese text stands beside the other language.
  const isShown = (form, code) => code === form.dataset.language || ("beside" in form.dataset && code === "vi");

  const mark = (form) => {
    for (const input of form.querySelectorAll("input[data-language], textarea[data-language], select[data-language]")) {
      const row = rowOf(input);
      row.dataset.rowLanguage = input.dataset.language;
      row.classList.toggle("speaks", isShown(form, input.dataset.language));
      const cell = row.closest("td");
      if (cell) {
        for (const head of cell.closest("table").querySelectorAll(`th.column-${CSS.escape(input.name.replace(/^.*-/, ""))}`)) {
          head.dataset.rowLanguage = input.dataset.language;
          head.classList.toggle("speaks", isShown(form, input.dataset.language));
        }
      }
    }
  };

  const choose = (form, tabs, code) => {
    form.dataset.language = code;
    for (const button of tabs.querySelectorAll("[data-code]")) {
      button.setAttribute("aria-pressed", String(button.dataset.code === code));
    }
    const beside = tabs.querySelector("[data-beside]");
    beside.hidden = code === "vi" || !codesOf(form).includes("vi");
    const isBeside = !beside.hidden && beside.getAttribute("aria-pressed") === "true";
    form.toggleAttribute("data-beside", isBeside);
    mark(form);
  };

  const withErrors = (form, code) =>
    [...form.querySelectorAll(`[data-language="${code}"]`)].some(
      (input) => input.getAttribute("aria-invalid") === "true" || rowOf(input).querySelector(".errorlist"),
    );

  const set = (form) => {
    const codes = codesOf(form);
    if (codes.length < 2) {
      return;
    }
    const names = JSON.parse(document.getElementById("language-names").textContent);
    const states = JSON.parse(document.getElementById("language-states")?.textContent || "null") || {};
    const wanted = new URLSearchParams(location.search).get("beside");
    const tabs = document.createElement("div");
    tabs.className = "language-tabs";
    tabs.setAttribute("role", "group");
    tabs.setAttribute("aria-label", names.label);
    for (const code of codes) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.code = code;
      button.lang = code;
      button.textContent = names[code] || code;
      if (states[code]) {
        const state = document.createElement("span");
        state.className = "tab-state";
        state.lang = document.documentElement.lang;
        state.textContent = states[code];
        button.append(state);
      }
      button.classList.toggle("has-errors", withErrors(form, code));
      button.addEventListener("click", () => choose(form, tabs, code));
      tabs.append(button);
    }
    const beside = document.createElement("button");
    beside.type = "button";
    beside.dataset.beside = "";
    beside.textContent = names.beside;
    beside.setAttribute("aria-pressed", String(codes.includes(wanted)));
    beside.addEventListener("click", () => {
      beside.setAttribute("aria-pressed", String(beside.getAttribute("aria-pressed") !== "true"));
      choose(form, tabs, form.dataset.language);
    });
    tabs.append(beside);
    form.querySelector(".form-main").prepend(tabs);
    const first = codes.includes(wanted) ? wanted : codes[0];
    choose(form, tabs, codes.find((code) => withErrors(form, code)) || first);
    document.addEventListener("formset:added", () => mark(form));
  };

  document.querySelectorAll("form.edit").forEach(set);
}
