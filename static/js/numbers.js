// Fills the block of numbers with fresh ones, once, when a reader comes near it: it stands far down, and most never do.
// Without this file it says as of when they are.
(() => {
  const block = document.querySelector("[data-numbers]");
  if (!block) return;
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const fill = () =>
    fetch(block.dataset.numbers, { credentials: "omit" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
      .then((numbers) => {
        for (const place of block.querySelectorAll("[data-number]")) {
          const number = numbers[place.dataset.number];
          if (Number.isInteger(number)) place.textContent = grouped(number);
        }
        block.querySelector(".statistics-moment").hidden = true;
      })
      .catch(() => {});
  new IntersectionObserver(
    (entries, watcher) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      fill();
    },
    { rootMargin: "400px" },
  ).observe(block);
})();
