// The editor of bodies: its toolbar, and which extensions it loads. The server names them (`data-extensions`, made from
// `articles/extensions.py`, as is what the sanitiser lets through), so that neither knows more than the other.
import {
  BulletList, Bold, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, HorizontalRule, Italic,
  ListItem, OrderedList, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline,
  updateAttrsDialog,
} from "django-prose-editor/editor";
import { addressOf, find } from "body-editor/finder";
import { ALIGNMENTS, AlignedParagraph, Box, Caption, Embed, Figure, OwnLink, Picture, Quote } from "body-editor/nodes";
import { insertFiles, Paste } from "body-editor/paste";

const gettext = window.gettext || ((text) => text);

const extensionsFor = (textarea, kinds) => {
  const known = {
    Document, Text, HardBreak, HorizontalRule, BulletList, OrderedList, ListItem, Bold, Italic, Underline, Strike,
    Subscript, Superscript, TableRow, TableHeader, TableCell, Figure, Picture, Caption, Box, History, Dropcursor, Gapcursor,
    Paragraph: AlignedParagraph,
    Blockquote: Quote,
    Heading: Heading.configure({ levels: [2, 3, 4] }),
    Link: OwnLink.configure({ enableTarget: false, openOnClick: false, protocols: ["mailto", "tel"] }),
    Table: Table.configure({ resizable: false }),
    Embed: Embed.configure({ kinds }),
    Paste: Paste.configure({ url: textarea.dataset.upload }),
  };
  return JSON.parse(textarea.dataset.extensions).map((name) => {
    if (!known[name]) throw new Error(`no extension ${name}`);
    return known[name];
  });
};

// The figure around the selection: {node, pos, image}, or null.
const figureAt = ({ selection }) => {
  const { $from } = selection;
  const found = (node, pos) => ({ node, pos, image: node.firstChild?.type.name === "image" ? node.firstChild : null });
  if (selection.node?.type.name === "figure") return found(selection.node, selection.from);
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure") return found($from.node(depth), $from.before(depth));
  }
  return null;
};

const putPicture = (editor, picture) => {
  const attrs = { picture: String(picture.id), src: picture.src, alt: picture.alt || "", credit: picture.credit || "" };
  const caption = picture.caption ? [{ type: "text", text: picture.caption }] : [];
  const figure = figureAt(editor.state);
  if (!figure) {
    const content = [{ type: "image", attrs }, { type: "caption", content: caption }];
    editor.chain().focus().insertContent({ type: "figure", content }).run();
    return;
  }
  editor.chain().focus().command(({ tr, state }) => {
    if (figure.image) tr.setNodeMarkup(figure.pos + 1, null, attrs);
    else tr.insert(figure.pos + 1, state.schema.nodes.image.create(attrs));
    return true;
  }).run();
};

const choosePicture = async (editor, textarea) => putPicture(editor, await window.pickPicture(textarea.dataset.picker));

const uploadPictures = (editor, textarea) => {
  const input = element("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/gif", multiple: "" });
  input.addEventListener("change", () => insertFiles(editor, textarea.dataset.upload, [...input.files]));
  input.click();
};

const chooseLink = async (editor, textarea) => {
  const there = editor.getAttributes("link");
  const { from, to, empty } = editor.state.selection;
  const chosen = await find({
    title: gettext("Link"),
    label: gettext("Title of an article of this site, or an address"),
    url: textarea.dataset.links,
    addresses: true,
    remove: editor.isActive("link"),
    start: there.href && !there.article ? there.href : editor.state.doc.textBetween(from, to, " ").slice(0, 100),
  });
  const chain = editor.chain().focus();
  if (!chosen) return chain.run();
  if (chosen.remove) return chain.extendMarkRange("link").unsetLink().run();
  const attrs = chosen.id ? { href: chosen.url, article: String(chosen.id) } : { href: addressOf(chosen.address), article: null };
  if (empty && !editor.isActive("link")) {
    const text = chosen.name || chosen.address;
    return chain.insertContent([{ type: "text", text, marks: [{ type: "link", attrs }] }, { type: "text", text: " " }]).run();
  }
  return chain.extendMarkRange("link").setMark("link", attrs).run();
};

const chooseEmbed = async (editor, textarea, kind, label) => {
  const url = new URL(textarea.dataset.embeds, location.href);
  url.searchParams.set("kind", kind);
  const chosen = await find({ title: label, label: gettext("Words of its title"), url });
  const chain = editor.chain().focus();
  if (chosen) chain.insertContent({ type: "embed", attrs: { embed: `${kind}:${chosen.id}`, name: chosen.name } });
  chain.run();
};

const describePicture = async (editor) => {
  const figure = figureAt(editor.state);
  const fields = {
    alt: { type: "string", title: gettext("What the picture shows, for those who cannot see it") },
    credit: { type: "string", title: gettext("Who took the picture") },
  };
  const options = { title: gettext("Alternative text and credit"), submitText: gettext("Apply") };
  const { alt, credit } = figure.image.attrs;
  const attrs = await updateAttrsDialog(fields, options)(editor, { alt, credit });
  if (!attrs) return;
  editor.chain().focus().command(({ tr }) => {
    tr.setNodeMarkup(figure.pos + 1, null, { ...figure.image.attrs, alt: attrs.alt.trim(), credit: attrs.credit.trim() });
    return true;
  }).run();
};

const removeFigure = (editor) => {
  const figure = figureAt(editor.state);
  editor.chain().focus().deleteRange({ from: figure.pos, to: figure.pos + figure.node.nodeSize }).run();
};

const inFigure = (editor) => figureAt(editor.state) !== null;
const inTable = (editor) => editor.isActive("table");

// [icon, label, command, {active, enabled, shown}] per button; one list per group.
const groups = (textarea, kinds) => [
  [
    ["format_bold", gettext("Bold"), (e) => e.chain().focus().toggleBold().run(), { active: (e) => e.isActive("bold") }],
    ["format_italic", gettext("Italic"), (e) => e.chain().focus().toggleItalic().run(), { active: (e) => e.isActive("italic") }],
    ["format_underlined", gettext("Underline"), (e) => e.chain().focus().toggleUnderline().run(), { active: (e) => e.isActive("underline") }],
    ["insert_link", gettext("Link"), (e) => chooseLink(e, textarea), { active: (e) => e.isActive("link") }],
    ["link_off", gettext("Remove the link"), (e) => e.chain().focus().unsetLink().run(), { shown: (e) => e.isActive("link") }],
  ],
  [
    ["format_list_bulleted", gettext("List"), (e) => e.chain().focus().toggleBulletList().run(), { active: (e) => e.isActive("bulletList") }],
    ["format_list_numbered", gettext("Numbered list"), (e) => e.chain().focus().toggleOrderedList().run(), { active: (e) => e.isActive("orderedList") }],
    ["format_quote", gettext("Quote"), (e) => e.chain().focus().toggleBlockquote().run(), { active: (e) => e.isActive("blockquote") }],
    ["featured_play_list", gettext("Special box"), (e) => e.chain().focus().toggleWrap("box").run(), { active: (e) => e.isActive("box") }],
    ...ALIGNMENTS.map((side) => [
      `format_align_${side}`,
      side === "center" ? gettext("Centred") : gettext("At the right"),
      (e) => e.chain().focus().updateAttributes("paragraph", { align: e.isActive("paragraph", { align: side }) ? null : side }).run(),
      { active: (e) => e.isActive("paragraph", { align: side }) },
    ]),
  ],
  [
    ["image", gettext("Picture from the library"), (e) => choosePicture(e, textarea), {}],
    ["add_photo_alternate", gettext("Upload pictures"), (e) => uploadPictures(e, textarea), { shown: (e) => !inTable(e) }],
    ["short_text", gettext("Alternative text"), describePicture, { shown: (e) => Boolean(figureAt(e.state)?.image) }],
    ["width_normal", gettext("Wider than the text"), (e) => e.chain().focus().updateAttributes("figure", { wide: !figureAt(e.state).node.attrs.wide }).run(), {
      icon: "fit_screen", shown: inFigure, active: (e) => Boolean(figureAt(e.state)?.node.attrs.wide),
    }],
    ["delete_outline", gettext("Remove the picture"), removeFigure, { shown: inFigure }],
  ],
  [
    ...kinds.map(({ kind, label, icon }) => [icon, label, (e) => chooseEmbed(e, textarea, kind, label), { shown: (e) => !inTable(e) }]),
    ["delete_sweep", gettext("Remove this"), (e) => e.chain().focus().deleteNode("embed").run(), { shown: (e) => e.isActive("embed") }],
  ],
  [
    ["grid_on", gettext("Table"), (e) => e.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), { shown: (e) => !inTable(e) }],
    ["table_rows", gettext("Row below"), (e) => e.chain().focus().addRowAfter().run(), { shown: inTable }],
    ["view_column", gettext("Column at the right"), (e) => e.chain().focus().addColumnAfter().run(), { shown: inTable }],
    ["call_merge", gettext("Join or split cells"), (e) => e.chain().focus().mergeOrSplit().run(), { shown: inTable }],
    ["remove", gettext("Delete the row"), (e) => e.chain().focus().deleteRow().run(), { shown: inTable }],
    ["playlist_remove", gettext("Delete the column"), (e) => e.chain().focus().deleteColumn().run(), { shown: inTable, icon: "remove_circle_outline" }],
    ["delete", gettext("Delete the table"), (e) => e.chain().focus().deleteTable().run(), { shown: inTable }],
    ["horizontal_rule", gettext("Line"), (e) => e.chain().focus().setHorizontalRule().run(), { shown: (e) => !inTable(e) }],
  ],
  [
    ["format_clear", gettext("Clear formatting"), (e) => e.chain().focus().unsetAllMarks().clearNodes().run(), {}],
    ["undo", gettext("Undo"), (e) => e.chain().focus().undo().run(), { enabled: (e) => e.can().undo() }],
    ["redo", gettext("Redo"), (e) => e.chain().focus().redo().run(), { enabled: (e) => e.can().redo() }],
  ],
];

const element = (name, attributes = {}, children = []) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const styleChooser = (editor) => {
  const names = [gettext("Text"), null, gettext("Heading"), gettext("Sub-heading"), gettext("Small heading")];
  const chooser = element("select", { "aria-label": gettext("Style of the paragraph") });
  names.forEach((name, level) => name && chooser.append(element("option", { value: level }, [name])));
  chooser.addEventListener("change", () => {
    const level = Number(chooser.value);
    const chain = editor.chain().focus();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
  const update = () => {
    chooser.value = String([2, 3, 4].find((level) => editor.isActive("heading", { level })) || 0);
  };
  return [chooser, update];
};

const toolbar = (editor, textarea, kinds) => {
  const [chooser, updateChooser] = styleChooser(editor);
  const bar = element("div", { class: "body-toolbar", role: "toolbar", "aria-label": gettext("Formatting") }, [chooser]);
  const updates = [updateChooser];
  for (const group of groups(textarea, kinds)) {
    const box = element("span", { class: "body-toolbar-group" });
    for (const [icon, label, command, { active, enabled, shown, icon: other }] of group) {
      const glyph = element("span", { class: "material-icons", "aria-hidden": "true" }, [other || icon]);
      const button = element("button", { type: "button", title: label, "aria-label": label, "data-name": icon }, [glyph]);
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => command(editor));
      updates.push(() => {
        button.hidden = shown ? !shown(editor) : false;
        button.disabled = enabled ? !enabled(editor) : false;
        if (active) button.setAttribute("aria-pressed", String(Boolean(active(editor))));
      });
      box.append(button);
    }
    bar.append(box);
  }
  const update = () => updates.forEach((one) => one());
  editor.on("transaction", update);
  update();
  return bar;
};

const empty = (html) => /^<(\w+)[^>]*><\/\1>$/.test(html);

const start = (textarea) => {
  const kinds = JSON.parse(textarea.dataset.kinds || "[]");
  const label = textarea.id ? document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`) : null;
  const box = element("div", { class: "prose-editor body-editor" });
  textarea.before(box);
  box.append(textarea);
  const editor = new Editor({
    element: box,
    injectCSS: false,
    content: textarea.value,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label?.textContent.trim() || gettext("Text"),
        lang: textarea.lang || document.documentElement.lang,
      },
    },
    extensions: extensionsFor(textarea, kinds),
    onUpdate: () => {
      const html = editor.getHTML();
      textarea.value = empty(html) ? "" : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.prepend(toolbar(editor, textarea, kinds), element("p", { class: "body-status", role: "status" }));
  box.addEventListener("body-editor:link", () => chooseLink(editor, textarea));
  label?.addEventListener("click", () => editor.commands.focus());
  textarea.dispatchEvent(new CustomEvent("body-editor:ready", { bubbles: true, detail: { editor } }));
};

document.querySelectorAll("textarea[data-body-editor]").forEach(start);
