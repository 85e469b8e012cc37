// The light box of an album. Without this file each photo is a link to its large file.
(() => {
  const box = document.querySelector(".light-box");
  const links = [...document.querySelectorAll(".photo-grid figure > a")];
  if (!box?.showModal || !links.length) return;
  const place = box.querySelector("[role=status]");
  const caption = box.querySelector("figcaption");
  const picture = document.createElement("img");
  box.querySelector(".light-box-picture").append(picture);
  let now = 0;

  const show = (number) => {
    now = (number + links.length) % links.length;
    const link = links[now];
    picture.src = link.href;
    picture.alt = link.querySelector("img").alt;
    const words = link.parentElement.querySelector("figcaption");
    caption.replaceChildren(...(words ? words.cloneNode(true).childNodes : []));
    place.textContent = `${now + 1} / ${links.length}`;
    new Image().src = links[(now + 1) % links.length].href; // the next one is there when it is asked for
  };
  const steps = { ArrowLeft: () => now - 1, ArrowRight: () => now + 1, Home: () => 0, End: () => links.length - 1 };

  links.forEach((link, number) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into a window of its own, as with any link
      event.preventDefault();
      show(number);
      box.showModal();
    }),
  );
  box.addEventListener("keydown", (event) => {
    if (!steps[event.key]) return;
    event.preventDefault();
    show(steps[event.key]());
  });
  box.addEventListener("click", (event) => {
    const step = event.target.closest("button")?.dataset.photo;
    if (step) show(now + Number(step));
    else if (!event.target.closest("img, figcaption, button:not([value])")) box.close();
  });
  box.addEventListener("close", () => links[now].focus());

  let startedAt = 0;
  box.addEventListener("touchstart", (event) => (startedAt = event.changedTouches[0].clientX), { passive: true });
  box.addEventListener("touchend", (event) => {
    const moved = event.changedTouches[0].clientX - startedAt;
    if (Math.abs(moved) > 50 && event.changedTouches.length === 1) show(moved > 0 ? now - 1 : now + 1);
  });
})();
