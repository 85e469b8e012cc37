// Text typed in the fonts of before Unicode (TCVN3, VNI), recognised when it is pasted. `modernText(paragraphs)` asks the
// server how pieces ([text, font], by paragraph) read in Unicode, shows both, and gives the converted texts, or null where
// nothing is to be converted. Ordinary inputs are watched here; the editor of bodies calls it itself.
"use strict";
(() => {
  const gettext = window.gettext || ((text) => text);
  const LEGACY_FONT = /^\s*['"]?(\.vn|vni[- ])/i;
  // Letters and signs that such text consists of beside ASCII: Latin-1, the soft hyphen among them, and VNI's few others.
  const TELLING = /[\u00a1-\u00ff\u0152\u0153\u0178\u0192\u02c6\u02dc\u2013-\u2030]/;
  const SAMPLE = 600;

  const address = () => document.querySelector("textarea[data-convert]")?.dataset.convert;
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

  const make = (name, attributes = {}, children = []) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const sample = (paragraphs) => {
    const text = paragraphs.map((runs) => runs.join("")).filter((line) => line.trim()).join("\n");
    return text.length > SAMPLE ? `${text.slice(0, SAMPLE)} …` : text;
  };

  const offer = (before, after, names) =>
    new Promise((resolve) => {
      const convert = make("button", { type: "button", class: "default" }, [gettext("Convert to Unicode")]);
      const keep = make("button", { type: "button" }, [gettext("Keep as it is")]);
      const dialog = make("dialog", { class: "finder legacy-offer", "aria-labelledby": "legacy-title" }, [
        make("h2", { id: "legacy-title" }, [gettext("This text was typed in an old font")]),
        make("p", {}, [`${names.join(", ")}. ${gettext("Readers cannot read it unless it is converted. Compare both:")}`]),
        make("h3", {}, [gettext("As it was pasted")]),
        make("div", { class: "legacy-sample" }, [before]),
        make("h3", {}, [gettext("In Unicode")]),
        make("div", { class: "legacy-sample legacy-after", lang: "vi" }, [after]),
        make("div", { class: "finder-buttons" }, [convert, keep]),
      ]);
      let accepted = false;
      convert.addEventListener("click", () => {
        accepted = true;
        dialog.close();
      });
      keep.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(accepted);
      });
      document.body.append(dialog);
      dialog.showModal();
      convert.focus();
    });

  window.mayBeLegacy = (paragraphs) =>
    Boolean(address()) && paragraphs.some((runs) => runs.some(([text, font]) => LEGACY_FONT.test(font) || TELLING.test(text)));

  window.modernText = async (paragraphs) => {
    if (!window.mayBeLegacy(paragraphs)) return null;
    let answer;
    try {
      const response = await fetch(address(), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify(paragraphs),
      });
      if (!response.ok) return null;
      answer = await response.json();
    } catch {
      return null;
    }
    if (!answer.changed) return null;
    const before = sample(paragraphs.map((runs) => runs.map(([text]) => text)));
    return (await offer(before, sample(answer.paragraphs), answer.names)) ? answer.paragraphs : null;
  };

  const FIELDS = "input[type=text], input:not([type]), textarea";
  document.addEventListener("paste", async (event) => {
    const field = event.target;
    if (!field.matches?.(FIELDS) || field.readOnly || field.closest("dialog") || !address()) return;
    const text = event.clipboardData?.getData("text/plain") || "";
    const html = event.clipboardData?.getData("text/html") || "";
    const font = (html.match(/font-family:\s*["']?(\.vn[\w ]*|vni[- ][\w ]*)/i) || html.match(/face=["']?(\.vn[\w ]*|vni[- ][\w ]*)/i) || [])[1] || "";
    const paragraphs = text.split("\n").map((line) => [[line, font]]);
    if (!text || !window.mayBeLegacy(paragraphs)) return;
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to } = field;
    const converted = await window.modernText(paragraphs);
    field.focus();
    field.setSelectionRange(from, to);
    let wanted = converted ? converted.map((runs) => runs.join("")).join("\n") : text;
    if (field.tagName === "INPUT") wanted = wanted.replace(/[\r\n]+/g, " ");
    // The only way to insert that the browser's own undo takes back.
    if (!document.execCommand("insertText", false, wanted)) field.setRangeText(wanted, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
