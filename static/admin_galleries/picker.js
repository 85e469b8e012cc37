// Choosing a picture of the library. `pickPicture(url)` opens the library in a window of its own and gives the picture
// chosen there: {id, src, alt, caption, credit}. Fields for one picture (`.picture-field`) use it too.
"use strict";
(() => {
  let waiting = null;

  window.pickPicture = (url) =>
    new Promise((resolve) => {
      const popup = window.open(url, "picture-library", "popup,width=1000,height=760");
      if (!popup) return;
      if (waiting) window.removeEventListener("message", waiting);
      waiting = (event) => {
        if (event.source !== popup || event.origin !== location.origin || !event.data?.picture) return;
        window.removeEventListener("message", waiting);
        waiting = null;
        window.focus();
        resolve(event.data.picture);
      };
      window.addEventListener("message", waiting);
    });

  const fill = (field, input, picture) => {
    const prefix = input.name.slice(0, input.name.length - field.dataset.name.length);
    for (const [what, name] of Object.entries(JSON.parse(field.dataset.fill || "{}"))) {
      const other = input.form?.elements[prefix + name];
      if (other && !other.value) other.value = picture[what] || "";
    }
  };

  // Shows the picture in the field; other fields that are still empty take over its texts.
  const show = (field, picture) => {
    const input = field.querySelector("input[type=hidden]");
    const image = field.querySelector("img");
    input.value = picture ? picture.id : "";
    image.hidden = !picture;
    image.src = picture ? picture.src : "";
    const clear = field.querySelector("[data-picture-clear]");
    if (clear) clear.hidden = !picture;
    if (picture) fill(field, input, picture);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  window.showPicture = show;

  document.addEventListener("click", async (event) => {
    const field = event.target.closest?.(".picture-field");
    if (!field) return;
    const choose = event.target.closest("[data-picture-choose]");
    if (choose) {
      show(field, await window.pickPicture(choose.dataset.pictureChoose));
      choose.focus();
    } else if (event.target.closest("[data-picture-clear]")) {
      show(field, null);
      field.querySelector("[data-picture-choose]").focus();
    }
  });
})();
