// What Word, LibreOffice and Google Docs put on the clipboard, made into the few elements that a body knows: structure
// stays (headings, nested lists, tables, alignment, links), rubbish goes. Pure DOM; nothing here knows the editor.
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, pre, blockquote, figcaption, caption, dt, dd, div";
const RUBBISH = "script, style, meta, link, title, xml, template, iframe, object, embed, form, input, button, svg, noscript";
const KEPT = { a: ["href", "title", "data-article"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan", "scope"], ol: ["start", "type"], img: ["src", "alt", "data-picture", "data-credit", "data-token"], figure: ["data-token", "data-embed", "data-name"] };
const LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const NUMBERED = /^\s*\(?(\d+|[a-zđ]|[ivxlc]+)[.)\/]/i;
const CAPTION = 300;

const style = (element) => element.dataset.style || "";
const text = (node) => node.textContent.replace(/[\s\u00a0]+/g, " ").trim();

// Styles are read here and never applied: the page's policy forbids inline ones. Attributes are renamed before anything
// is parsed, style sheets are taken out.
const SHEET = /<style[^>]*>([\s\S]*?)<\/style>/gi;

export const withoutStyles = (html) =>
  html.replace(SHEET, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"));

export const parse = (html) => {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  page.sheets = [...html.matchAll(SHEET)].map(([, sheet]) => sheet);
  return page;
};

// The fonts that the style sheets of a Word document give to its classes.
const fontsOfClasses = (page) => {
  const fonts = {};
  for (const sheet of page.sheets) {
    for (const [, selectors, rules] of sheet.replace(/<!--|-->/g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const font = rules.match(/font-family:\s*["']?([^"';,]+)/i);
      if (font) for (const [, name] of selectors.matchAll(/\.([\w-]+)/g)) fonts[name] = font[1].trim();
    }
  }
  return fonts;
};

const fontOf = (node, classes) => {
  for (let element = node.parentElement; element; element = element.parentElement) {
    const named = style(element).match(/font-family:\s*["']?([^"';,]+)/i)?.[1] || element.getAttribute("face");
    if (named) return named.trim();
    const inherited = [...element.classList].map((name) => classes[name]).find(Boolean);
    if (inherited) return inherited;
  }
  return "";
};

// Paragraphs as lists of {node, font}: what `modernText` takes, and where its answer goes.
export const runs = (page) => {
  const classes = fontsOfClasses(page);
  const paragraphs = new Map();
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.nodeValue.trim() || node.parentElement.closest(RUBBISH)) continue;
    const block = node.parentElement.closest(BLOCKS) || page.body;
    if (!paragraphs.has(block)) paragraphs.set(block, []);
    paragraphs.get(block).push({ node, font: fontOf(node, classes) });
  }
  return [...paragraphs.values()];
};

const unwrap = (element) => element.replaceWith(...element.childNodes);

const rename = (element, name) => {
  const made = element.ownerDocument.createElement(name);
  for (const { name: key, value } of element.attributes) made.setAttribute(key, value);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
};

const withoutRubbish = (page) => {
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.remove();
  for (const element of page.querySelectorAll(RUBBISH)) element.remove();
  for (const element of page.querySelectorAll("*")) {
    if (/display:\s*none|mso-hide:\s*all/i.test(style(element))) element.remove();
    else if (element.localName.includes(":")) unwrap(element);
  }
  for (const anchor of page.querySelectorAll("a")) {
    const href = anchor.getAttribute("href") || "";
    if (!anchor.dataset.article && !/^(https?:|mailto:|tel:|\/)/i.test(href)) unwrap(anchor);
  }
};

const markerOf = (paragraph) => [...paragraph.querySelectorAll("*")].find((element) => /mso-list:\s*ignore/i.test(style(element)));

// Word writes list items as paragraphs with their level in the style: they become lists inside lists.
const nestLists = (page) => {
  let stack = [];
  let last = null;
  for (const paragraph of [...page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = style(paragraph).match(LIST);
    if (!found) continue;
    const [, id, depth] = found;
    const level = Number(depth);
    const marker = markerOf(paragraph);
    const label = marker ? text(marker) : "";
    const numbered = label.match(NUMBERED);
    marker?.remove();
    if (!last || last.nextElementSibling !== paragraph) stack = [];
    while (stack.length && stack.at(-1).level > level) stack.pop();
    const kind = numbered ? "ol" : "ul";
    if (stack.length && stack.at(-1).level === level && (stack.at(-1).list.localName !== kind || (level === 1 && stack.at(-1).id !== id))) stack.pop();
    const item = page.createElement("li");
    if (!stack.length || stack.at(-1).level < level) {
      const list = page.createElement(kind);
      const number = numbered ? Number(numbered[1]) : 1;
      if (number > 1) list.setAttribute("start", String(number));
      const parent = stack.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else paragraph.before(list);
      stack.push({ list, level, id });
    }
    stack.at(-1).list.append(item);
    last = stack[0].list;
    item.append(paragraph.localName === "p" ? paragraph : rename(paragraph, "p"));
  }
};

// A list that stands beside items instead of inside one (LibreOffice, Google Docs) belongs to the item before it.
const mendLists = (page) => {
  for (const list of [...page.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
    else unwrap(list);
  }
};

const headings = (page) => {
  for (const title of page.querySelectorAll("p.MsoTitle")) rename(title, "h1");
  const all = [...page.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const highest = Math.min(...all.map((heading) => Number(heading.localName[1])), 6);
  const lower = highest < 2 ? 1 : 0;
  for (const heading of all) {
    const level = Math.min(Math.max(Number(heading.localName[1]) + lower, 2), 4);
    if (!text(heading) && !heading.querySelector("img")) heading.remove();
    else if (heading.querySelector("img") || heading.closest("td, th, li")) rename(heading, "p");
    else rename(heading, `h${level}`);
  }
};

const align = (page) => {
  for (const paragraph of page.querySelectorAll("p, div, td > p")) {
    const side = (style(paragraph).match(/text-align:\s*(center|right)/i)?.[1] || paragraph.getAttribute("align") || "").toLowerCase();
    if (side === "center" || side === "right") paragraph.classList.add(`align-${side}`);
  }
};

const isItalic = (paragraph) => {
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.nodeValue.trim()) continue;
    let element = node.parentElement;
    while (element !== paragraph && !(/^(i|em)$/.test(element.localName) || /font-style:\s*italic/i.test(style(element)))) element = element.parentElement;
    if (element === paragraph && !/font-style:\s*italic/i.test(style(paragraph))) return false;
  }
  return true;
};

const isCaption = (paragraph) =>
  paragraph?.localName === "p" && !paragraph.querySelector("img") && text(paragraph) && text(paragraph).length <= CAPTION &&
  (paragraph.classList.contains("MsoCaption") || (paragraph.classList.contains("align-center") && isItalic(paragraph)));

// Each picture becomes a figure of its own behind the paragraph in which it stood, with the caption that follows it.
const figures = (page, pictures) => {
  const tokens = [];
  for (const [index, image] of [...page.querySelectorAll("img:not([data-picture])")].entries()) {
    if (image.closest("table")) {
      image.remove();
      continue;
    }
    const file = pictures(image, index);
    if (file === undefined) {
      image.remove();
      continue;
    }
    const figure = page.createElement("figure");
    const caption = page.createElement("figcaption");
    const block = image.closest("p, h1, h2, h3, h4, h5, h6, div") || image;
    const place = block.closest("li")?.closest("body > *") || block;
    const next = block.nextElementSibling;
    if (block.querySelectorAll?.("img").length <= 1 && isCaption(next)) {
      caption.append(...next.childNodes);
      next.remove();
    }
    figure.append(caption);
    place.after(figure);
    const alt = image.getAttribute("alt") || "";
    if (file) {
      const token = `${Date.now()}-${index}`;
      figure.dataset.token = token;
      tokens.push({ token, file, alt: /[/\\]|\.(png|jpe?g|gif)$/i.test(alt) ? "" : alt });
    }
    image.remove();
  }
  return tokens;
};

// What is bold, italic and so on by style only, as the element that says so.
const EMPHASIS = [
  [/(?:^|;)\s*font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/(?:^|;)\s*font-style:\s*italic/i, "em"],
  [/(?:^|;)\s*text-decoration(?:-line)?:[^;]*underline/i, "u"],
  [/(?:^|;)\s*text-decoration(?:-line)?:[^;]*line-through/i, "s"],
  [/(?:^|;)\s*vertical-align:\s*super/i, "sup"],
  [/(?:^|;)\s*vertical-align:\s*sub/i, "sub"],
];

const emphasise = (page) => {
  for (const element of page.body.querySelectorAll("span[data-style], font[data-style]")) {
    for (const [rule, name] of EMPHASIS) {
      if (!rule.test(style(element)) || element.closest("a, h1, h2, h3, h4")) continue;
      const made = page.createElement(name);
      made.append(...element.childNodes);
      element.append(made);
    }
  }
  for (const element of page.body.querySelectorAll("b[data-style], strong[data-style]")) {
    if (/(?:^|;)\s*font-weight:\s*(normal|400)/i.test(style(element))) unwrap(element);
  }
};

const bare = (page) => {
  for (const element of page.body.querySelectorAll("*")) {
    const sides = ["align-center", "align-right"].filter((name) => element.classList.contains(name) && element.localName === "p");
    const wide = element.localName === "figure" && element.classList.contains("wide") ? ["wide"] : [];
    const box = element.localName === "aside" && element.classList.contains("box") ? ["box"] : [];
    const kept = KEPT[element.localName] || [];
    for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
    const classes = [...sides, ...wide, ...box];
    if (classes.length) element.className = classes.join(" ");
  }
  for (const paragraph of page.querySelectorAll("p")) {
    if (!text(paragraph) && !paragraph.querySelector("img, br:not(:only-child)") && !paragraph.closest("td, th, li, figcaption")) paragraph.remove();
  }
};

// Make the page what a body can hold. `pictures(image, index)` says which file an image is: a File, null for one that
// cannot be had (its place stays), undefined for one that goes. Returns the files that wait for their upload.
export const tidy = (page, pictures) => {
  withoutRubbish(page);
  align(page);
  nestLists(page);
  mendLists(page);
  headings(page);
  const tokens = figures(page, pictures);
  emphasise(page);
  bare(page);
  return tokens;
};

const bytes = (binary) => Uint8Array.from(binary, (letter) => letter.charCodeAt(0));

// The file in a `data:` address; no request is made for it.
export const fileOfData = (address) => {
  const found = address.match(/^data:(image\/(png|jpeg|gif|webp));base64,([\s\S]+)$/i);
  if (!found) return null;
  try {
    return new File([bytes(atob(found[3].replace(/\s/g, "")))], `anh.${found[2] === "jpeg" ? "jpg" : found[2]}`, { type: found[1] });
  } catch {
    return null;
  }
};

// The pictures in a piece of RTF, in their order: Word gives them there only. Metafiles are passed over.
export const filesOfRtf = (rtf) => {
  const found = [];
  for (const [, head, hex] of rtf.matchAll(/\{\\pict((?:(?!\{\\pict)[\s\S]){0,2000}?\\(?:png|jpeg)blip(?:(?!\{\\pict)[\s\S]){0,600}?)[\s}]((?:[\da-f]{2}\s*){100,})\}/gi)) {
    const digits = hex.replace(/\s/g, "");
    const data = new Uint8Array(digits.length >> 1);
    for (let at = 0; at < data.length; at++) data[at] = parseInt(digits.substr(at * 2, 2), 16);
    const kind = head.includes("\\pngblip") ? "png" : "jpeg";
    found.push(new File([data], `anh-${found.length + 1}.${kind === "png" ? "png" : "jpg"}`, { type: `image/${kind}` }));
  }
  return found;
};
