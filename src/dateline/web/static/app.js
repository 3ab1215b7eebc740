// Makes the pages quicker to move about in. Everything works without it: each view is an address, and this script
// fetches the same addresses and puts their parts in place of the old ones.
const one = (query, within = document) => within.querySelector(query);
const all = (query, within = document) => [...within.querySelectorAll(query)];
const PARTS = ["signs", "clocks", "tally", "pages", "find-clocks", "share", "drawn", "legend", "change-list", "table", "data"];

function say(words) {
  const said = one("#said");
  said.textContent = words;
  setTimeout(() => { if (said.textContent === words) said.textContent = ""; }, 2500);
}

function copying() {
  const button = one("#copy");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = new URL(one("#permalink").getAttribute("href"), location.href).href;
    try { await navigator.clipboard.writeText(link); say("Permalink copied"); } catch { prompt("The permalink", link); }
  });
}

// --- the map page: slider, both clocks, play

const kept = new Map();

async function load(address) {
  if (!kept.has(address)) {
    const answer = fetch(address, { headers: { accept: "text/html" } }).then(async (response) => {
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      return new DOMParser().parseFromString(await response.text(), "text/html");
    });
    kept.set(address, answer);
    answer.catch(() => kept.delete(address));
    if (kept.size > 160) kept.delete(kept.keys().next().value);
  }
  return kept.get(address);
}

function put(page) {
  for (const id of PARTS) {
    const fresh = page.getElementById(id), old = document.getElementById(id);
    if (fresh && old) old.replaceChildren(...all(":scope > *", fresh).length || id === "clocks" ? [...document.importNode(fresh, true).childNodes] : []);
  }
  document.title = page.title;
  copying();
  document.dispatchEvent(new CustomEvent("shown"));
}

const endOf = (day) => `${day}T23:59:59Z`;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const dayWords = (day) => `${+day.slice(8, 10)} ${MONTHS[+day.slice(5, 7) - 1]} ${day.slice(0, 4)}`;

const momentWords = (moment) => dayWords(moment) + (moment === endOf(moment.slice(0, 10)) ? "" : ` ${moment.slice(11, 16)} UTC`);

function sliding() {
  const bar = one("#clockbar"), slider = one("#slider");
  if (!bar || !slider || +slider.max < 1) return;
  bar.hidden = false;
  const known = one("#known"), together = one("#together"), form = one("#clockform"), play = one("#play");
  const days = slider.dataset.days.trim().split(" ");
  const asked = new URLSearchParams(location.search);
  const head = new URL(one("#permalink").getAttribute("href"), location.href).searchParams.get("head");
  let wanted = 0, timer = null, moment = asked.get("known_by");

  const knownBy = () => together.checked ? endOf(days[+slider.value]) : moment;
  function label() {
    const day = dayWords(days[+slider.value]), by = momentWords(knownBy());
    one("#day").textContent = day; slider.setAttribute("aria-valuetext", day);
    one("#bar-known").hidden = one("#known-day").hidden = together.checked;
    one("#known-day").textContent = by; known.setAttribute("aria-valuetext", by);
  }
  function address(at) {
    const query = new URLSearchParams();
    query.set("as_of", days[at]);
    query.set("known_by", together.checked ? endOf(days[at]) : moment);
    query.set("head", head);
    for (const name of ["side", "status", "admin1"]) if (form.elements[name]?.value) query.set(name, form.elements[name].value);
    return `/map?${query}`;
  }
  async function go() {
    label();
    const mine = ++wanted, there = address(+slider.value);
    document.body.classList.add("busy");
    try {
      const page = await load(there);
      if (mine !== wanted) return;
      put(page);
      history.replaceState(null, "", there);
      form.elements.as_of.value = days[+slider.value];
      form.elements.known_by.value = knownBy().slice(0, 19);
    } catch (error) { if (mine === wanted) say(`Not loaded: ${error.message}`); }
    if (mine === wanted) document.body.classList.remove("busy");
    for (const next of [+slider.value + 1, +slider.value - 1]) if (days[next]) load(address(next)).catch(() => {});
  }
  function stop() { clearInterval(timer); timer = null; play.setAttribute("aria-pressed", "false"); play.textContent = "▶"; }
  const step = (by) => { stop(); slider.value = +slider.value + by; go(); };
  together.checked = !moment || moment === endOf(days[+slider.value]);
  moment ??= endOf(days.at(-1));
  known.value = Math.max(0, days.findLastIndex((day) => day <= moment.slice(0, 10)));
  slider.addEventListener("input", () => { stop(); go(); });
  known.addEventListener("input", () => { stop(); moment = endOf(days[+known.value]); go(); });
  together.addEventListener("change", () => { if (!together.checked) { moment = endOf(days[+slider.value]); known.value = slider.value; } go(); });
  one("#back").addEventListener("click", () => step(-1));
  one("#forth").addEventListener("click", () => step(1));
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (slider.value === slider.max) slider.value = 0;
    play.setAttribute("aria-pressed", "true"); play.textContent = "❚❚";
    go();
    timer = setInterval(() => { slider.value = +slider.value + 1; go(); if (slider.value === slider.max) stop(); }, 900);
  });
  label();
}

// --- the zoomable map, fetched when it is asked for

function zooming() {
  const button = one("#zoomable");
  if (!button) return;
  button.hidden = false;
  let map = null;
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    one("#drawn").hidden = on; one("#canvas").hidden = !on;
    if (on && !map) {
      try { map = await (await import("/static/map.js")).start(one("#canvas")); }
      catch (error) { say(`The zoomable map cannot start: ${error.message}`); button.click(); map = null; }
    }
  });
}

// --- reviews

function reviewing() {
  const token = one("#token");
  if (!token) return;
  all("#signin, form.verdict").forEach((form) => { form.hidden = false; });
  one("#signin").addEventListener("submit", (event) => event.preventDefault());
  token.value = sessionStorage.getItem("dateline-token") ?? "";
  token.addEventListener("change", () => sessionStorage.setItem("dateline-token", token.value));
  for (const form of all("form.verdict")) form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const out = one("output", form), body = { claim: form.closest(".due").dataset.claim, verdict: event.submitter.value, reason: form.elements.reason.value };
    if (!token.value) { out.textContent = "Give your token first."; token.focus(); return; }
    out.textContent = "…";
    const answer = await fetch("/reviews.json", { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${token.value}` }, body: JSON.stringify(body) });
    const said = await answer.json();
    out.textContent = answer.ok ? `${said.verdict}ed by ${said.author}` : `Refused: ${said.detail}`;
    if (answer.ok) all("input, button", form).forEach((part) => { part.disabled = true; });
  });
}

copying();
sliding();
zooming();
reviewing();
