/* Small comforts of forms: one click sends once, leaving with changes asks first, an open menu closes outside. */
"use strict";
{
  const serialised = (form) => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value.name ?? value])).toString();

  for (const form of document.querySelectorAll("form.edit")) {
    let before = "";
    let sending = false;
    window.addEventListener("load", () => setTimeout(() => { before = serialised(form); }, 300));
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) {
        return; // something has to be finished first; it is sent afterwards
      }
      if (event.submitter?.formTarget === "_blank") {
        return; // a preview beside the form, which stays
      }
      if (sending) {
        event.preventDefault();
        return;
      }
      sending = true;
      setTimeout(() => { sending = false; }, 5000);
    });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && before && !("leaving" in document.documentElement.dataset) && serialised(form) !== before) {
        event.preventDefault();
      }
    });
  }

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details.menu[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });

  // The first wrong field is where the eye and the keyboard go.
  document.querySelector("form.edit .errors input, form.edit .errors select, form.edit .errors textarea")?.focus();

  // The names of the files that were chosen stand beside the button, as the browser would put them.
  document.addEventListener("change", (event) => {
    const said = event.target.closest?.(".file-choice")?.querySelector(".chosen");
    if (said) {
      said.dataset.none ??= said.textContent;
      said.textContent = [...event.target.files].map((file) => file.name).join(", ") || said.dataset.none;
    }
  });

  // A colour slider shows its colour.
  for (const hue of document.querySelectorAll(".hue input")) {
    hue.addEventListener("input", () => {
      hue.parentElement.querySelector("rect").setAttribute("fill", `oklch(0.5 0.15 ${hue.value})`);
    });
  }
}
