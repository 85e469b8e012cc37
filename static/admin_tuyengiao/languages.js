/* Language tabs: shows the inputs of one language at a time. Without this script all languages stand below each other. */
"use strict";
{
  const rowOf = (input) => input.closest("td, .form-row .fieldBox, .form-row") || input.parentElement;

  const codesOf = (form) => [...new Set([...form.querySelectorAll("[data-language]")].map((input) => input.dataset.language))];

  const mark = (form) => {
    for (const input of form.querySelectorAll("input[data-language], textarea[data-language], select[data-language]")) {
      const row = rowOf(input);
      row.dataset.rowLanguage = input.dataset.language;
      row.classList.toggle("speaks", input.dataset.language === form.dataset.language);
      const cell = row.closest("td");
      if (cell) {
        for (const head of cell.closest("table").querySelectorAll(`th.column-${CSS.escape(input.name.replace(/^.*-/, ""))}`)) {
          head.dataset.rowLanguage = input.dataset.language;
          head.classList.toggle("speaks", input.dataset.language === form.dataset.language);
        }
      }
    }
  };

  const choose = (form, tabs, code) => {
    form.dataset.language = code;
    for (const button of tabs.children) {
      button.setAttribute("aria-pressed", String(button.dataset.code === code));
    }
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
      button.classList.toggle("has-errors", withErrors(form, code));
      button.addEventListener("click", () => choose(form, tabs, code));
      tabs.append(button);
    }
    form.querySelector(".form-main").prepend(tabs);
    choose(form, tabs, codes.find((code) => withErrors(form, code)) || codes[0]);
    document.addEventListener("formset:added", () => mark(form));
  };

  document.querySelectorAll("form.edit").forEach(set);
}
