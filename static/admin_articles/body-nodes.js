// What stands in a body beyond the editor's own kinds: pictures of the library, places that wait for one, embeds, boxes,
// links to own articles. How each is written is what `articles/extensions.py` lets through.
import { Blockquote, Link, Node, Paragraph } from "django-prose-editor/editor";

const gettext = window.gettext || ((text) => text);
export const ALIGNMENTS = ["center", "right"];

export const AlignedParagraph = Paragraph.extend({
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

export const Picture = Node.create({
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
      credit: {
        default: "",
        parseHTML: (element) => element.dataset.credit || "",
        renderHTML: ({ credit }) => (credit ? { "data-credit": credit } : {}),
      },
    };
  },
  parseHTML: () => [{ tag: "img[data-picture]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

export const Caption = Node.create({
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

export const Figure = Node.create({
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
      // Names a picture on its way to the library; it is not stored.
      token: {
        default: null,
        parseHTML: (element) => element.dataset.token || null,
        renderHTML: ({ token }) => (token ? { "data-token": token } : {}),
      },
    };
  },
  parseHTML: () => [{ tag: "figure:not([data-embed])" }],
  renderHTML: ({ node, HTMLAttributes }) => {
    const hint = node.attrs.token ? gettext("The picture is being uploaded …") : gettext("Waits for a picture");
    return ["figure", { ...HTMLAttributes, "data-hint": hint }, 0];
  },
});

// An album, a document, a video: named here, shown to readers as what it is. `data-name` is for this page only.
export const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "caption?",
  draggable: true,
  isolating: true,
  addOptions: () => ({ kinds: [] }),
  addAttributes() {
    return {
      embed: { default: null, parseHTML: (element) => element.dataset.embed, renderHTML: ({ embed }) => ({ "data-embed": embed }) },
      name: { default: "", parseHTML: (element) => element.dataset.name || "", renderHTML: ({ name }) => ({ "data-name": name }) },
    };
  },
  parseHTML: () => [{ tag: "figure[data-embed]" }],
  renderHTML({ node, HTMLAttributes }) {
    const kind = this.options.kinds.find((one) => node.attrs.embed?.startsWith(`${one.kind}:`));
    return ["figure", { ...HTMLAttributes, "data-hint": kind?.label || "" }, 0];
  },
});

export const Box = Node.create({
  name: "box",
  group: "block",
  content: "(paragraph | heading | bulletList | orderedList)+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", { class: "box" }, 0],
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => {
      const { $from, empty } = editor.state.selection;
      const inside = $from.depth > 1 && $from.node($from.depth - 1).type.name === "box";
      if (!empty || !inside || $from.parent.content.size) return false;
      return editor.commands.lift("box");
    },
  }),
});

export const Quote = Blockquote.extend({ content: "(paragraph | bulletList | orderedList)+" });

// `data-article` names an article of this site; its address is for this page only.
export const OwnLink = Link.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      article: {
        default: null,
        parseHTML: (element) => element.dataset.article || null,
        renderHTML: ({ article }) => (article ? { "data-article": article } : {}),
      },
    };
  },
  addKeyboardShortcuts: () => ({
    "Mod-k": ({ editor }) => {
      editor.view.dom.dispatchEvent(new CustomEvent("body-editor:link", { bubbles: true }));
      return true;
    },
  }),
});
