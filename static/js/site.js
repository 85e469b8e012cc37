// Conveniences only: every page works without this file. It stands in the head, before the style sheets, so that the
// size, contrast and colours that a reader chose are there before anything is painted. Nothing leaves the browser.
(() => {
  const root = document.documentElement;
  const KEY = "display";
  const SIZES = [-1, 0, 1, 2, 3, 4];
  let chosen = {};

  const apply = () => {
    for (const name of ["text", "contrast", "scheme"]) {
      if (chosen[name]) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
    for (const button of document.querySelectorAll("[data-choose]"))
      button.setAttribute("aria-pressed", String((chosen[button.dataset.choose] ?? "") === button.dataset.value));
  };
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      chosen = kept && typeof kept === "object" ? kept : {};
    } catch {
      // the browser keeps nothing: a choice lasts as long as the page
    }
    apply();
  };
  const choose = (name, value) => {
    chosen[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // as above
    }
    apply();
  };
  root.classList.add("js");
  read();
  addEventListener("storage", read); // another window of the same reader

  const copy = async (button) => {
    const status = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = button.dataset.done;
    } catch {
      status.textContent = button.dataset.copy; // no right to the clipboard: the address to copy by hand
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    const { step, choose: name, value, copy: address, print } = button.dataset;
    if (step) {
      const now = SIZES.indexOf(Number(chosen.text ?? 0));
      const size = step === "0" ? 0 : SIZES[Math.min(Math.max(now + Number(step), 0), SIZES.length - 1)];
      choose("text", size ? String(size) : "");
    }
    if (name) choose(name, value);
    if (address) copy(button);
    if (print !== undefined) window.print();
  });

  // Numbers of visits are asked for once, when a reader comes near them: they stand far down, and most never do.
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, root.lang === "en" ? "," : ".");
  const fill = async (block) => {
    try {
      const answer = await fetch(block.dataset.numbers, { credentials: "omit" });
      if (!answer.ok) return;
      const numbers = await answer.json();
      for (const place of block.querySelectorAll("[data-number]")) {
        const number = numbers[place.dataset.number];
        if (Number.isInteger(number)) place.textContent = grouped(number);
      }
      block.querySelector(".statistics-moment").hidden = true;
    } catch {
      // it goes on to say as of when its numbers are
    }
  };
  const near = (entries, watcher) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      fill(target);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    apply();
    const watcher = new IntersectionObserver(near, { rootMargin: "400px" });
    for (const block of document.querySelectorAll("[data-numbers]")) watcher.observe(block);
    const menu = document.querySelector(".menu");
    const switches = [...document.querySelectorAll(".submenu-switch, .menu-switch, .search-switch, .display-switch")];
    const close = (except) => {
      for (const item of switches) if (item !== except && !item.contains(except)) item.open = false;
    };
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const open = switches.find((item) => item.open);
      close(null);
      menu?.classList.add("is-dismissed");
      open?.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".menu, .search-switch, .search-form, .display-switch")) close(null);
    });
    for (const type of ["mouseover", "focusin"])
      menu?.addEventListener(type, (event) => {
        if (event.target.closest(".menu-lines > li")) menu.classList.remove("is-dismissed");
      });
    document.querySelector(".search-switch")?.addEventListener("toggle", (event) => {
      if (event.target.open) document.querySelector("#header-search").focus();
    });
  });
})();
