// Paste and drop: text tidied, legacy text offered converted, pictures uploaded into the library.
import { Extension, Plugin } from "django-prose-editor/editor";
import { fileOfData, filesOfRtf, parse, runs, tidy, withoutStyles } from "body-editor/word";

const gettext = window.gettext || ((text) => text);
const isPicture = (file) => /^image\/(jpeg|png|webp|gif)$/.test(file.type);
const hasText = (page) => Boolean(page.body.textContent.replace(/[\s\u00a0]+/g, ""));

const say = (editor, message) => {
  const status = editor.options.element.querySelector(".body-status");
  if (status) status.textContent = message;
};

const placeOf = (state, token) => {
  let found = null;
  state.doc.descendants((node, pos) => {
    if (node.type.name === "figure" && node.attrs.token === token) found = { node, pos };
    return !found;
  });
  return found;
};

const fill = (editor, token, picture, alt) => {
  const place = placeOf(editor.state, token);
  if (!place) return;
  editor.commands.command(({ tr, state }) => {
    tr.setNodeMarkup(place.pos, null, { ...place.node.attrs, token: null });
    if (picture) {
      const attrs = { picture: String(picture.id), src: picture.src, alt: picture.alt || alt || "", credit: picture.credit || "" };
      tr.insert(place.pos + 1, state.schema.nodes.image.create(attrs));
      const caption = tr.doc.nodeAt(place.pos).lastChild;
      if (picture.caption && !caption.content.size) tr.insertText(picture.caption, place.pos + 3);
    }
    return true;
  });
};

const send = async (file, url) => {
  const data = new FormData();
  data.append("files", file);
  const headers = { "X-CSRFToken": document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "" };
  const response = await fetch(url, { method: "POST", body: data, headers, credentials: "same-origin" });
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
  return { picture: answer.pictures?.[0], refused: answer.refused || [] };
};

// Upload what waits, one after the other; a picture that is refused leaves its place, and the reason is said.
const uploadAll = async (editor, url, waiting) => {
  const problems = [];
  for (const [index, { token, file, alt }] of waiting.entries()) {
    say(editor, `${gettext("Uploading pictures:")} ${index + 1} / ${waiting.length}`);
    let picture;
    try {
      const answer = await send(file, url);
      picture = answer.picture;
      problems.push(...answer.refused);
      if (!picture && !answer.refused.length) problems.push(`${file.name}: ${gettext("The server did not take this picture.")}`);
    } catch {
      problems.push(`${file.name}: ${gettext("The server did not answer. Try again.")}`);
    }
    if (!editor.isDestroyed) fill(editor, token, picture, alt);
  }
  say(editor, problems.join(" "));
};

export const insertFiles = (editor, url, files, at = null) => {
  const pictures = files.filter(isPicture);
  if (pictures.length < files.length) say(editor, gettext("Only pictures can be put in here: JPEG, PNG, WebP or GIF."));
  if (!pictures.length) return;
  const waiting = pictures.map((file, index) => ({ file, token: `${Date.now()}-${index}`, alt: "" }));
  const content = waiting.map(({ token }) => ({ type: "figure", attrs: { token }, content: [{ type: "caption" }] }));
  const chain = editor.chain().focus();
  (at === null ? chain.insertContent(content) : chain.insertContentAt(at, content)).run();
  uploadAll(editor, url, waiting);
};

const pasteHtml = async (editor, url, html, data, insert) => {
  const page = parse(html);
  const paragraphs = runs(page);
  const texts = await window.modernText(paragraphs.map((one) => one.map(({ node, font }) => [node.nodeValue, font])));
  texts?.forEach((one, number) => one.forEach((text, index) => (paragraphs[number][index].node.nodeValue = text)));
  const inRtf = filesOfRtf(data.rtf);
  let lost = 0;
  const waiting = tidy(page, (image, index) => {
    const address = image.getAttribute("src") || "";
    const file = fileOfData(address) || inRtf[index] || (data.files.length === 1 && index === 0 ? data.files[0] : null);
    if (file) return file;
    if (/^(file|cid):/i.test(address) || /^https?:/i.test(address)) lost += 1;
    return address ? null : undefined;
  });
  insert(page.body.innerHTML);
  say(editor, lost ? gettext("Some pictures could not be taken over: their places wait for a picture in the text.") : "");
  if (waiting.length) await uploadAll(editor, url, waiting);
};

export const Paste = Extension.create({
  name: "bodyPaste",
  addOptions: () => ({ url: "" }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { url } = this.options;
    let inserting = false;

    const insert = (view, how) => {
      inserting = true;
      try {
        how(view);
      } finally {
        inserting = false;
      }
    };

    const handlePaste = (view, event) => {
      if (inserting || !event.clipboardData) return false;
      const html = event.clipboardData.getData("text/html");
      const text = event.clipboardData.getData("text/plain");
      const files = [...event.clipboardData.files].filter(isPicture);
      if (html.includes("data-pm-slice")) return false;
      if (html) {
        const page = parse(html);
        if (!hasText(page) && files.length) {
          insertFiles(editor, url, files);
          return true;
        }
        const data = { rtf: event.clipboardData.getData("text/rtf"), files };
        pasteHtml(editor, url, html, data, (tidied) => insert(view, () => view.pasteHTML(tidied)));
        return true;
      }
      if (!text && files.length) {
        insertFiles(editor, url, files);
        return true;
      }
      const lines = text.split(/\r?\n/).map((line) => [[line, ""]]);
      if (!text || !window.mayBeLegacy(lines)) return false;
      window.modernText(lines).then((converted) => {
        const wanted = converted ? converted.map((one) => one.join("")).join("\n") : text;
        insert(view, () => view.pasteText(wanted));
      });
      return true;
    };

    const handleDrop = (view, event, slice, moved) => {
      const files = [...(event.dataTransfer?.files || [])];
      if (moved || !files.length) return false;
      event.preventDefault();
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      insertFiles(editor, url, files, at ? at.pos : null);
      return true;
    };

    return [new Plugin({ props: { handlePaste, handleDrop, transformPastedHTML: withoutStyles } })];
  },
});
