// The editor of bodies: figures with pictures of the library, lists, tables, quotes, links. It knows no more than
// `articles/bodies.py` lets through. Pictures are named by `data-picture`; a figure without one is an empty place.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, HorizontalRule,
  Italic, Link, ListItem, Node, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader,
  TableRow, Text, Underline, updateAttrsDialog,
} from "django-prose-editor/editor";

const gettext = window.gettext || ((text) => text);
const ALIGNMENTS = ["center", "right"];

const AlignedParagraph = Paragraph.extend({
  addAttributes() {
    return {
      align: {
        default: null,
        parseHTML: (element) => ALIGNMENTS.find((side) => element.classList.contains(`align-${side}`)) || null,
        renderHTML: ({ align }) => (align ? { class: `align-${align}` } : {}),
      },
    };
  },
});

const Picture = Node.create({
  name: "image",
  atom: true,
  addAttributes() {
    return {
      picture: {
        default: null,
        parseHTML: (element) => element.dataset.picture,
        renderHTML: ({ picture }) => ({ "data-picture": picture }),
      },
      src: { default: null },
      alt: { default: "" },
    };
  },
  parseHTML: () => [{ tag: "img[data-picture]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", { "data-hint": gettext("Caption") }, 0],
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => {
      const { $from } = editor.state.selection;
      if ($from.parent.type.name !== "caption") return false;
      const after = $from.after($from.depth - 1);
      return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
    },
  }),
});

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "image? caption",
  draggable: true,
  isolating: true,
  addAttributes() {
    return {
      wide: {
        default: false,
        parseHTML: (element) => element.classList.contains("wide"),
        renderHTML: ({ wide }) => (wide ? { class: "wide" } : {}),
      },
    };
  },
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", { ...HTMLAttributes, "data-hint": gettext("Waits for a picture") }, 0],
});

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
  const attrs = { picture: String(picture.id), src: picture.src, alt: picture.alt || "" };
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

const describePicture = async (editor) => {
  const figure = figureAt(editor.state);
  const fields = { alt: { type: "string", title: gettext("What the picture shows, for those who cannot see it") } };
  const options = { title: gettext("Alternative text"), submitText: gettext("Apply") };
  const attrs = await updateAttrsDialog(fields, options)(editor, { alt: figure.image.attrs.alt });
  if (!attrs) return;
  editor.chain().focus().command(({ tr }) => {
    tr.setNodeMarkup(figure.pos + 1, null, { ...figure.image.attrs, alt: attrs.alt.trim() });
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
const groups = (textarea) => [
  [
    ["format_bold", gettext("Bold"), (e) => e.chain().focus().toggleBold().run(), { active: (e) => e.isActive("bold") }],
    ["format_italic", gettext("Italic"), (e) => e.chain().focus().toggleItalic().run(), { active: (e) => e.isActive("italic") }],
    ["format_underlined", gettext("Underline"), (e) => e.chain().focus().toggleUnderline().run(), { active: (e) => e.isActive("underline") }],
    ["insert_link", gettext("Link"), (e) => e.chain().addLink().focus().run(), {
      active: (e) => e.isActive("link"), enabled: (e) => !e.state.selection.empty || e.isActive("link"),
    }],
    ["link_off", gettext("Remove the link"), (e) => e.chain().focus().unsetLink().run(), { shown: (e) => e.isActive("link") }],
  ],
  [
    ["format_list_bulleted", gettext("List"), (e) => e.chain().focus().toggleBulletList().run(), { active: (e) => e.isActive("bulletList") }],
    ["format_list_numbered", gettext("Numbered list"), (e) => e.chain().focus().toggleOrderedList().run(), { active: (e) => e.isActive("orderedList") }],
    ["format_quote", gettext("Quote"), (e) => e.chain().focus().toggleBlockquote().run(), { active: (e) => e.isActive("blockquote") }],
    ...ALIGNMENTS.map((side) => [
      `format_align_${side}`,
      side === "center" ? gettext("Centred") : gettext("At the right"),
      (e) => e.chain().focus().updateAttributes("paragraph", { align: e.isActive("paragraph", { align: side }) ? null : side }).run(),
      { active: (e) => e.isActive("paragraph", { align: side }) },
    ]),
  ],
  [
    ["image", gettext("Picture"), (e) => choosePicture(e, textarea), {}],
    ["short_text", gettext("Alternative text"), describePicture, { shown: (e) => Boolean(figureAt(e.state)?.image) }],
    ["width_normal", gettext("Wider than the text"), (e) => e.chain().focus().updateAttributes("figure", { wide: !figureAt(e.state).node.attrs.wide }).run(), {
      icon: "fit_screen", shown: inFigure, active: (e) => Boolean(figureAt(e.state)?.node.attrs.wide),
    }],
    ["delete_outline", gettext("Remove the picture"), removeFigure, { shown: inFigure }],
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

const toolbar = (editor, textarea) => {
  const [chooser, updateChooser] = styleChooser(editor);
  const bar = element("div", { class: "body-toolbar", role: "toolbar", "aria-label": gettext("Formatting") }, [chooser]);
  const updates = [updateChooser];
  for (const group of groups(textarea)) {
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
    extensions: [
      Document, AlignedParagraph, Text, HardBreak, Heading.configure({ levels: [2, 3, 4] }), Blockquote,
      HorizontalRule, BulletList, OrderedList, ListItem, Bold, Italic, Underline, Strike, Subscript, Superscript,
      Link.configure({ enableTarget: false, openOnClick: false, protocols: ["mailto", "tel"] }),
      Table.configure({ resizable: false }), TableRow, TableHeader, TableCell,
      Figure, Picture, Caption, History, Dropcursor, Gapcursor,
    ],
    onUpdate: () => {
      const html = editor.getHTML();
      textarea.value = empty(html) ? "" : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.prepend(toolbar(editor, textarea));
  label?.addEventListener("click", () => editor.commands.focus());
  textarea.dispatchEvent(new CustomEvent("body-editor:ready", { bubbles: true, detail: { editor } }));
};

document.querySelectorAll("textarea[data-body-editor]").forEach(start);
