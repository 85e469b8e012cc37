// Nothing that somebody writes is lost. What stands in the form is kept in this browser as it is typed, and on the server
// now and then; what was not saved is offered back. Says who else has the article open. See articles/sittings.py.
"use strict";
{
  const box = document.getElementById("writing");
  const form = box.closest("form");
  const { article, site, user } = box.dataset;
  const sitting = form.elements._sitting.value;
  const prefix = `writing:${user}:${site}:`;
  const key = `${prefix}${article || "new"}:${sitting}`;
  const MONTH = 30 * 86400e3;
  const say = (text) => { document.getElementById("writing-state").textContent = text; };
  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${moment.getHours()}:${two(moment.getMinutes())}`;
  const stamp = (moment) => `${clock(moment)}, ${moment.getDate()}/${moment.getMonth() + 1}/${moment.getFullYear()}`;

  // What the form holds, as the browser would send it, without files, buttons and tokens.
  const fields = () => {
    const found = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "_over") found.append(name, value);
    }
    return found.toString();
  };
  const essence = (text) => [...new URLSearchParams(text)].filter(([name]) => !name.startsWith("_")).join("\n");

  // This browser's memory

  const entries = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
  const forget = (name) => localStorage.removeItem(name);

  const remember = (text) => {
    const value = JSON.stringify({ at: Date.now(), sitting, fields: text });
    try {
      localStorage.setItem(key, value);
    } catch { // full: the oldest texts go first
      const old = Object.keys(localStorage).filter((name) => name.startsWith("writing:") && name !== key);
      old.sort((a, b) => (read(a)?.at || 0) - (read(b)?.at || 0));
      for (const name of old) {
        forget(name);
        try { localStorage.setItem(key, value); return true; } catch { /* still full */ }
      }
      return false;
    }
    return true;
  };

  const saved = JSON.parse(document.getElementById("saved-sittings").textContent);
  for (const name of entries()) {
    const entry = read(name);
    if (!entry || saved.includes(entry.sitting) || Date.now() - entry.at > MONTH) forget(name);
  }

  // A window that is open holds a lock with its sitting's name: what is written there is not offered here.
  const locks = navigator.locks;
  locks?.request(`writing:${sitting}`, () => new Promise(() => {}));
  const openElsewhere = async () => new Set((await locks?.query())?.held?.map((lock) => lock.name.slice(8)) || []);

  // Keeping

  let begun = "";
  let kept = "";
  let sent = "";
  let leaving = false;

  const keepHere = () => {
    const text = fields();
    if (essence(text) === essence(kept || begun)) return;
    kept = text;
    if (!remember(text)) say(gettext("This browser has no room left to keep the text. Please save."));
  };

  const post = (url, data, options = {}) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...data });
    return fetch(url, { method: "POST", body, headers: { "X-Background": "1" }, credentials: "same-origin", ...options });
  };

  const lost = (signedOut) => {
    box.classList.add("is-cut-off");
    if (!signedOut) {
      say(gettext("No connection. What you write is kept in this browser."));
      return;
    }
    const link = document.createElement("a");
    link.href = box.dataset.login;
    link.target = "_blank";
    link.textContent = gettext("Sign in again in a new window");
    say(`${gettext("You are signed out. What you write is kept in this browser.")} `);
    document.getElementById("writing-state").append(link);
  };

  const ask = async (url, data) => {
    try {
      const answer = await post(url, data);
      if (answer.ok && !answer.redirected) {
        if (box.classList.contains("is-cut-off")) { box.classList.remove("is-cut-off"); say(""); }
        return await answer.json();
      }
      lost(answer.redirected || answer.status === 403);
    } catch {
      lost(false);
    }
    return null;
  };

  const keepThere = async () => {
    if (!("autosaves" in box.dataset) || !kept || kept === sent || document.hidden) return;
    const text = kept;
    const answer = await ask(box.dataset.keep, { article, sitting, fields: text });
    if (answer) {
      sent = text;
      if (answer.saved) say(answer.saved);
    }
  };

  let timer = 0;
  const changed = () => { clearTimeout(timer); timer = setTimeout(keepHere, 600); };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { keepHere(); leaving = true; setTimeout(() => { leaving = false; }, 5000); });
  window.addEventListener("pagehide", () => {
    keepHere();
    if (article) post(box.dataset.leave, { article, sitting }, { keepalive: true }).catch(() => {});
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keepHere(); else beat(); });

  // Who else is here

  const others = document.getElementById("writing-others");
  const show = (lines) => {
    others.replaceChildren(...lines.map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
  };

  const beat = async () => {
    const answer = await ask(box.dataset.here, { article, sitting });
    if (!answer) return;
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = answer.token;
    if (String(answer.user) !== user) {
      lost(true);
      return;
    }
    const lines = answer.others;
    if (answer.version > Number(box.dataset.newest) && !leaving) lines.push(answer.saved);
    show(lines);
  };

  // Offering back

  const offer = document.getElementById("writing-offer");

  const choose = async () => {
    const open = await openElsewhere();
    const mine = essence(begun);
    const found = [];
    for (const name of entries()) {
      const entry = read(name);
      if (name === key || !name.startsWith(`${prefix}${article || "new"}:`) || open.has(entry.sitting)) continue;
      if (essence(entry.fields) === mine) forget(name);
      else found.push({ ...entry, name });
    }
    const { pk, sitting: theirs, at } = offer.dataset;
    if (pk && !open.has(theirs) && !found.some((entry) => entry.sitting === theirs)) found.push({ pk, sitting: theirs, at: at * 1000 });
    found.sort((a, b) => b.at - a.at);
    return found[0];
  };

  const submit = (pairs) => {
    const made = document.createElement("form");
    made.method = "post";
    made.hidden = true;
    for (const [name, value] of [...pairs, ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]]) {
      const input = document.createElement("textarea");
      input.name = name;
      input.value = value;
      made.append(input);
    }
    document.body.append(made);
    document.documentElement.dataset.leaving = "";
    made.submit();
  };

  const present = async () => {
    const found = "restored" in box.dataset ? null : await choose();
    offer.hidden = !found;
    if (!found) return;
    document.getElementById("writing-when").textContent = stamp(new Date(found.at));
    document.getElementById("writing-restore").onclick = () => {
      submit(found.pk ? [["_autosave", found.pk]] : [...new URLSearchParams(found.fields), ["_restore", "1"]]);
    };
    document.getElementById("writing-drop").onclick = async () => {
      if (found.name) forget(found.name);
      if (offer.dataset.sitting === found.sitting) delete offer.dataset.pk;
      await ask(box.dataset.drop, { sitting: found.sitting });
      present();
    };
  };

  document.getElementById("writing-habit").addEventListener("change", async (event) => {
    const answer = await ask(box.dataset.habit, { autosaves: event.target.checked ? "on" : "off" });
    if (answer) box.toggleAttribute("data-autosaves", answer.autosaves);
    say(answer?.autosaves ? "" : gettext("Not saved by itself; what you write is still kept in this browser."));
  });

  window.addEventListener("load", () => setTimeout(() => {
    begun = "restored" in box.dataset ? "" : fields(); // what was put back is not saved yet
    present();
    beat();
    setInterval(beat, box.dataset.heartbeat * 1000);
    setInterval(keepThere, box.dataset.every * 1000);
    if (!begun) keepHere();
  }, 300));
}
