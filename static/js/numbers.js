// Fills the block of numbers with fresh ones, once, when the page is shown. Without this file it says as of when they are.
(() => {
  const block = document.querySelector("[data-numbers]");
  if (!block) return;
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
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
})();
