// A dialog that finds rows by what is typed: articles to link to, albums, documents, videos.
// `find({...})` gives the chosen {id, name, …}, what was typed as an address ({address}), or null.
const gettext = window.gettext || ((text) => text);
const WAIT = 200;

const make = (name, attributes = {}, children = []) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const ADDRESSES = ["https?:[/][/]\\S+", "mailto:\\S+", "tel:\\S+", "[/]\\S+", "www[.]\\S+[.]\\S+", "\\S+@\\S+[.]\\S+"];
const looksLikeAddress = (text) => new RegExp("^(" + ADDRESSES.join("|") + ")$").test(text);

export const addressOf = (text) => {
  if (text.startsWith("www.")) return "https://" + text;
  return text.includes("@") && !text.includes(":") && !text.includes("/") ? "mailto:" + text : text;
};

export const find = ({ title, label, hint, url, addresses = false, remove = false, start = "" }) =>
  new Promise((resolve) => {
    const input = make("input", { type: "text", id: "finder-input", role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": "finder-list", autocomplete: "off", spellcheck: "false" });
    const list = make("ul", { id: "finder-list", role: "listbox", "aria-label": title, class: "finder-list" });
    const status = make("p", { class: "quiet", role: "status" });
    const close = make("button", { type: "button" }, [gettext("Close")]);
    const buttons = make("div", { class: "finder-buttons" }, [close]);
    const heading = make("h2", { id: "finder-title" }, [title]);
    const help = hint ? [make("p", { class: "help" }, [hint])] : [];
    const dialog = make("dialog", { class: "finder", "aria-labelledby": "finder-title" }, [
      heading, make("label", { for: "finder-input" }, [label]), input, ...help, status, list, buttons,
    ]);
    let timer = 0;
    let asked = 0;
    let answer = null;

    const done = (value) => {
      answer = value;
      dialog.close();
    };

    const mark = (option) => {
      for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };

    const show = (items) => {
      const options = items.map((item, index) => {
        const note = item.note ? [make("span", { class: "quiet" }, [item.note])] : [];
        const option = make("li", { id: `finder-${index}`, role: "option", "aria-selected": "false" }, [make("span", {}, [item.name]), ...note]);
        option.addEventListener("click", () => done(item));
        option.item = item;
        return option;
      });
      const typed = input.value.trim();
      if (addresses && looksLikeAddress(typed)) {
        const option = make("li", { id: "finder-address", role: "option", "aria-selected": "false" }, [make("span", {}, [`${gettext("Link to this address:")} ${typed}`])]);
        option.addEventListener("click", () => done({ address: typed }));
        option.item = { address: typed };
        options.unshift(option);
      }
      list.replaceChildren(...options);
      status.textContent = options.length ? "" : gettext("Nothing was found.");
      mark(null);
    };

    const ask = async () => {
      const mine = ++asked;
      const address = new URL(url, location.href);
      const typed = input.value.trim();
      if (!looksLikeAddress(typed)) address.searchParams.set("q", typed);
      let items = [];
      try {
        const response = await fetch(address, { credentials: "same-origin" });
        if (response.ok) items = (await response.json()).items;
      } catch {
        status.textContent = gettext("The server did not answer. Try again.");
        return;
      }
      if (mine === asked) show(items);
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      const options = [...list.children];
      const index = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown") mark(options[(index + 1) % options.length]);
      else if (event.key === "ArrowUp") mark(options[(index - 1 + options.length) % options.length]);
      else if (event.key === "Enter") {
        const typed = input.value.trim();
        if (index >= 0) done(options[index].item);
        else if (addresses && looksLikeAddress(typed)) done({ address: typed });
        else if (options.length === 1) done(options[0].item);
      } else return;
      event.preventDefault();
    });
    if (remove) {
      const button = make("button", { type: "button" }, [gettext("Remove the link")]);
      button.addEventListener("click", () => done({ remove: true }));
      buttons.prepend(button);
    }
    close.addEventListener("click", () => done(null));
    dialog.addEventListener("close", () => {
      clearTimeout(timer);
      dialog.remove();
      resolve(answer);
    });
    input.value = start;
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
    ask();
  });
