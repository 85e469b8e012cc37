// Pictures go up one by one, with progress: chosen, or dropped on the field. `uploadPicture(url, file)` sends one and
// gives what the library says about it; `input[data-upload]` becomes a place for many (with data-upload-when="submit"
// they go up when the form is sent, with its texts). Without this script the files go with the form.
"use strict";
(() => {
  const AT_ONCE = 2;
  const TEXTS = ["alt_vi", "caption_vi", "credit"];
  const gettext = window.gettext || ((text) => text);
  const interpolate = window.interpolate || ((text) => text);

  // Resolves with {id, src, alt, caption, credit, name, url, known, alike}; rejects with an Error that says why.
  window.uploadPicture = (url, file, { token, fields = {}, onProgress = () => {} } = {}) =>
    new Promise((resolve, reject) => {
      const data = new FormData();
      data.append("csrfmiddlewaretoken", token || document.querySelector("[name=csrfmiddlewaretoken]").value);
      for (const [name, value] of Object.entries(fields)) data.append(name, value);
      data.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total);
      });
      request.addEventListener("load", () => {
        if (request.status === 200 && request.response?.id) resolve(request.response);
        else reject(new Error(request.response?.error || gettext("The server did not take the file. Please try again.")));
      });
      request.addEventListener("error", () => reject(new Error(gettext("The connection was lost. Please try again."))));
      request.send(data);
    });

  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    Object.assign(made, attributes);
    made.append(...children);
    return made;
  };

  const pictures = (files) => [...files].filter((file) => file.type.startsWith("image/") || !file.type);

  const enhance = (input) => {
    const form = input.form;
    const list = make("ul", { className: "uploads" });
    const said = make("p", { className: "for-readers" });
    said.setAttribute("role", "status");
    const zone = make("div", { className: "drop-zone" });
    input.before(zone);
    const chosen = make("span", { className: "chosen" });
    const choose = make("label", { className: "button", htmlFor: input.id, textContent: gettext("Choose pictures") });
    zone.append(make("span", { textContent: gettext("Drop pictures here, or") }), input, choose, chosen);
    const sayChosen = () => { chosen.textContent = [...input.files].map((file) => file.name).join(", "); };
    zone.after(list, said);
    const queue = [];
    let running = 0;
    let submitter = null;
    let held = false;

    const finished = () => {
      input.dispatchEvent(new CustomEvent("uploads:done", { bubbles: true, detail: { failed: list.querySelectorAll(".failed").length } }));
      if (held) {
        held = false;
        form.requestSubmit(submitter?.isConnected ? submitter : undefined);
      }
    };

    const next = () => {
      while (running < AT_ONCE && queue.length) {
        running += 1;
        send(queue.shift()).finally(() => {
          running -= 1;
          if (running || queue.length) next();
          else finished();
        });
      }
    };

    const send = async ({ file, row, bar, note, position }) => {
      try {
        const texts = TEXTS.map((name) => [name, form.elements[name]?.value || ""]);
        const answer = await window.uploadPicture(input.dataset.upload, file, {
          fields: Object.fromEntries(texts),
          onProgress: (part) => { bar.value = part; },
        });
        bar.remove();
        row.classList.add("done");
        row.classList.toggle("plain", !answer.known && !answer.alike);
        note.textContent = answer.known ? gettext("Already in the library: the picture that is there is used.") : gettext("Uploaded");
        if (answer.alike) {
          const link = make("a", { href: answer.alike.url, target: "_blank", textContent: answer.alike.name });
          note.append(" · ", gettext("looks like"), " ", link);
        }
        input.dispatchEvent(new CustomEvent("picture:uploaded", { bubbles: true, detail: { ...answer, position } }));
      } catch (error) {
        bar.remove();
        row.classList.add("failed");
        note.textContent = error.message;
        const again = make("button", { type: "button", className: "button", textContent: gettext("Try again") });
        again.addEventListener("click", () => { row.remove(); add([file]); });
        row.append(again);
      }
      said.textContent = `${file.name}: ${note.textContent}`;
    };

    let number = 0;
    const add = (files) => {
      for (const file of files) {
        const bar = make("progress", { max: 1, value: 0, ariaLabel: interpolate(gettext("Progress of %s"), [file.name]) });
        const note = make("span", { className: "note" });
        const row = make("li", {}, make("span", { className: "name", textContent: file.name }), bar, note);
        list.append(row);
        queue.push({ file, row, bar, note, position: number });
        number += 1;
      }
      next();
    };

    const waits = input.dataset.uploadWhen === "submit";
    const sendChosen = () => {
      const files = [...input.files];
      input.value = ""; // they go up by themselves, not with the form
      input.required = false;
      add(files);
    };
    input.addEventListener("change", waits ? sayChosen : sendChosen);
    for (const name of ["dragenter", "dragover"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      const files = pictures(event.dataTransfer.files);
      if (!waits) {
        add(files);
        return;
      }
      const dropped = new DataTransfer();
      files.forEach((file) => dropped.items.add(file));
      input.files = dropped.files;
      sayChosen();
    });
    form.addEventListener("submit", (event) => {
      if (waits && input.files.length) {
        event.preventDefault();
        sendChosen();
        return;
      }
      if (!running && !queue.length) return;
      event.preventDefault(); // it goes as soon as the last picture has arrived
      held = true;
      submitter = event.submitter;
      said.textContent = gettext("The form is sent as soon as all pictures have arrived.");
    }, true);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[type=file][data-upload]").forEach(enhance);
  });
})();
