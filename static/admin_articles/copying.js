// Buttons that copy the text of a field beside them.
"use strict";
{
  for (const button of document.querySelectorAll("[data-copy-from]")) {
    const field = document.getElementById(button.dataset.copyFrom);
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // without https there is no clipboard, but this
      }
      button.textContent = button.dataset.done;
    });
  }
}
