// The text care while somebody writes: sends the form some time after the last key, shows what comes back, marks doubtful
// words in the text. Without it the panel shows what was found when the page was made.
"use strict";
(() => {
  const gettext = window.gettext || ((text) => text);
  const WAIT = 1500;
  const panel = document.getElementById("text-care");
  const form = document.querySelector("form.edit");
  if (!panel || !form) return;
  const list = panel.querySelector(".care-findings");
  let timer = 0;
  let running = null;

  const token = () => form.elements.csrfmiddlewaretoken.value;

  // Only what is judged is sent: texts, the picture, languages; no files, no inlines.
  const values = () => {
    const data = new FormData();
    for (const element of form.elements) {
      if (!/^(kicker|title|lead|body|picture|ready|published_at)(_|$)/.test(element.name)) continue;
      if (element.type !== "checkbox" || element.checked) data.append(element.name, element.value);
    }
    return data;
  };

  const ranges = (root, words) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      for (const word of words) {
        for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + word.length)) {
          const around = (node.data[at - 1] || " ") + (node.data[at + word.length] || " ");
          if (/[\p{L}\p{M}]/u.test(around)) continue;
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          found.push(range);
        }
      }
    }
    return found;
  };

  const mark = () => {
    if (!window.CSS?.highlights) return;
    const found = [];
    for (const item of list.querySelectorAll("li[data-field]")) {
      const box = form.elements[item.dataset.field]?.closest?.(".body-editor")?.querySelector(".ProseMirror");
      const words = [...item.querySelectorAll(".care-accept")].map((button) => button.dataset.word);
      if (box && words.length) found.push(...ranges(box, words));
    }
    CSS.highlights.set("doubtful", new Highlight(...found));
  };

  // A short count beside the buttons that hand in or publish: what is still to be looked at is seen before they are pressed.
  const count = () => {
    const bar = document.querySelector(".submit-row");
    if (!bar) return;
    const must = list.querySelectorAll(".care-must + .care-list > li").length;
    const should = list.querySelectorAll(".care-should + .care-list > li").length;
    let link = bar.querySelector(".care-count");
    if (!must && !should) return link?.remove();
    if (!link) {
      link = document.createElement("a");
      link.href = "#text-care";
      bar.append(link);
    }
    link.className = `care-count ${must ? "care-must" : "care-should"}`;
    const parts = [];
    if (must) parts.push(`${must} ${gettext("to fix")}`);
    if (should) parts.push(`${should} ${gettext("to look at")}`);
    link.textContent = parts.join(" · ");
  };

  const show = () => {
    mark();
    count();
  };

  const check = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(panel.dataset.check, {
        method: "POST", body: values(), headers: { "X-CSRFToken": token() }, credentials: "same-origin", signal: running.signal,
      });
      if (!response.ok || response.redirected) return;
      const html = await response.text();
      const focused = document.activeElement?.closest?.(".care-accept, .care-go");
      if (html.trim() !== list.dataset.shown) {
        const page = new DOMParser().parseFromString(html, "text/html");
        list.replaceChildren(...page.body.childNodes);
        list.dataset.shown = html.trim();
        if (focused && !focused.isConnected) panel.querySelector("h2").scrollIntoView({ block: "nearest" });
      }
      show();
    } catch {
      // No answer, or a newer question: what is shown stays.
    }
  };

  const later = (wait = WAIT) => {
    clearTimeout(timer);
    timer = setTimeout(check, wait);
  };

  const go = (name) => {
    const field = form.elements[name] || form.elements[`id_${name}`];
    const language = field?.dataset?.language;
    if (language) document.querySelector(`.language-tabs [data-code="${language}"]`)?.click();
    const editor = field?.closest?.(".body-editor")?.querySelector(".ProseMirror");
    const target = editor || field;
    target?.scrollIntoView({ block: "center" });
    target?.focus();
  };

  form.addEventListener("input", () => later());
  form.addEventListener("change", () => later());
  panel.addEventListener("click", async (event) => {
    const word = event.target.closest(".care-accept")?.dataset.word;
    if (word !== undefined) {
      const body = new FormData();
      body.append("word", word);
      await fetch(panel.dataset.accept, { method: "POST", body, headers: { "X-CSRFToken": token() }, credentials: "same-origin" });
      later(0);
      return;
    }
    const item = event.target.closest(".care-go")?.closest("[data-field]");
    if (item) go(item.dataset.field);
  });
  document.addEventListener("body-editor:ready", show);
  show();
})();
