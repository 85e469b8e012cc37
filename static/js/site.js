// Conveniences only: every page works without this file.
(() => {
  const switches = document.querySelectorAll(".submenu-switch, .menu-switch, .search-switch");
  const close = (except) => {
    for (const item of switches) if (item !== except && !item.contains(except)) item.open = false;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = [...switches].find((item) => item.open);
    close(null);
    document.querySelector(".menu")?.classList.add("is-dismissed");
    open?.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    const inside = event.target.closest(".menu, .search-switch, .search-form");
    if (!inside) close(null);
  });
  for (const type of ["mouseover", "focusin"])
    document.querySelector(".menu")?.addEventListener(type, (event) => {
      if (event.target.closest(".menu-lines > li")) event.currentTarget.classList.remove("is-dismissed");
    });
  document.querySelector(".search-switch")?.addEventListener("toggle", (event) => {
    if (event.target.open) document.querySelector("#header-search").focus();
  });
})();
