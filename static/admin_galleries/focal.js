// The focal point of a picture: two numbers in percent, set by a click, arrow keys or typed; both crops follow.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const preview = document.querySelector("[data-focal]");
  const inputs = ["focal_x", "focal_y"].map((name) => document.getElementById(`id_${name}`));
  if (!preview || inputs.some((input) => !input)) return;
  const whole = preview.querySelector(".focal-whole");
  const point = preview.querySelector(".focal-point");
  const percent = (value) => Math.min(100, Math.max(0, Math.round(Number(value) || 0)));

  const show = () => {
    const [x, y] = inputs.map((input) => percent(input.value));
    point.hidden = false;
    point.style.left = `${x}%`;
    point.style.top = `${y}%`;
    for (const crop of preview.querySelectorAll(".focal-crop")) crop.style.objectPosition = `${x}% ${y}%`;
  };

  whole.addEventListener("click", (event) => {
    const box = whole.getBoundingClientRect();
    inputs[0].value = percent((100 * (event.clientX - box.left)) / box.width);
    inputs[1].value = percent((100 * (event.clientY - box.top)) / box.height);
    show();
  });
  // By keyboard: the arrows move the point, with Shift by ten.
  whole.tabIndex = 0;
  whole.addEventListener("keydown", (event) => {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [];
    if (across === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    inputs[0].value = percent(Number(inputs[0].value) + across * step);
    inputs[1].value = percent(Number(inputs[1].value) + down * step);
    show();
  });
  inputs.forEach((input) => input.addEventListener("input", show));
  show();
});
