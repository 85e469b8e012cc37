/* Ends an idle session, after a count-down that one click stops. Tabs of one browser share when somebody last did something. */
"use strict";
{
  const dialog = document.getElementById("idle");
  const idle = dialog.dataset.idle * 1000;
  const warning = dialog.dataset.warning * 1000;
  const told = 45e3; // how often the server is told that somebody is here
  const KEY = "active-at";
  const left = document.getElementById("idle-left");
  let here = Date.now();
  let last = Date.now();
  let asking = false;

  const active = () => {
    let shared = 0;
    try { shared = Number(localStorage.getItem(KEY)) || 0; } catch { /* no memory: this tab alone */ }
    return Math.max(here, shared > Date.now() ? 0 : shared);
  };
  const note = () => {
    here = Date.now();
    try { localStorage.setItem(KEY, String(here)); } catch { /* as above */ }
  };

  const session = async (isHere) => {
    const headers = isHere ? {} : { "X-Background": "1" };
    const answer = await fetch(dialog.dataset.session, { headers, credentials: "same-origin", cache: "no-store" });
    return answer.ok && !answer.redirected ? (await answer.json()).seconds : 0;
  };

  const leave = () => {
    document.documentElement.dataset.leaving = "";
    const address = new URL(dialog.dataset.login, location.href);
    address.searchParams.set("next", location.pathname + location.search);
    location.assign(address);
  };

  const stay = async () => {
    note();
    last = here;
    dialog.close();
    try {
      if ((await session(true)) <= 0) leave();
    } catch { last = 0; /* no network: told again with the next sign of life */ }
  };

  // Before anybody is signed out, the server has the last word: while its session lives, the count-down goes by it.
  const end = async () => {
    if (asking) return;
    asking = true;
    try {
      const seconds = await session(false);
      if (seconds > 0) here = Date.now() - idle + seconds * 1000; else leave();
    } catch { /* no network: nothing can be sent either, so it is tried again */ }
    asking = false;
  };

  const tick = () => {
    const now = Date.now();
    const rest = active() + idle - now;
    if (rest <= 0) {
      end();
    } else if (rest <= warning) {
      left.textContent = interpolate(rest);
      if (!dialog.open) dialog.showModal();
    } else {
      if (dialog.open) dialog.close();
      if (here > last && here - last > told) {
        last = here;
        session(true).then((seconds) => { if (seconds <= 0) leave(); }).catch(() => { last = 0; });
      }
    }
  };
  const interpolate = (rest) => `${Math.ceil(rest / 1000)} ${left.dataset.unit || ""}`.trim();

  let noted = 0;
  for (const sign of ["keydown", "pointerdown", "input", "wheel", "touchmove"]) {
    document.addEventListener(sign, () => {
      if (dialog.open || Date.now() - noted < 1000) return;
      noted = Date.now();
      note();
    }, { passive: true, capture: true });
  }
  document.getElementById("idle-stay").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  note();
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
}
