/* Keys that press a button: a button names its own in `aria-keyshortcuts`, such as Control+S. */
"use strict";
document.addEventListener(
  "keydown",
  (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) {
      return;
    }
    // The place on the keyboard, not the letter: with Alt pressed the letter may be another one.
    const key = event.code.startsWith("Key") ? event.code.slice(3) : event.key;
    const keys = ["Control", event.altKey && "Alt", event.shiftKey && "Shift", key].filter(Boolean).join("+");
    const button = document.querySelector(`[aria-keyshortcuts="${CSS.escape(keys)}"]`);
    if (button) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) {
        button.click();
      }
    }
  },
  true,
);
