"use strict";
(function () {
  var data = JSON.parse(document.getElementById("payload").textContent);
  var root = document.documentElement;
  var one = function (id) { return document.getElementById(id); };
  var all = function (query) { return Array.prototype.slice.call(document.querySelectorAll(query)); };
  root.classList.add("scripted");

  /* places open beside the map */
  var panel = one("panel"), sections = one("place-sections"), open = null, opener = null;
  function close() {
    if (!open) return;
    sections.appendChild(open);
    all(".pin.chosen").forEach(function (pin) { pin.classList.remove("chosen"); });
    panel.replaceChildren(); panel.hidden = true; open = null;
  }
  function show(id, focus) {
    var section = one(id);
    if (!section || !section.classList.contains("place") || id === "unplaced") return false;
    if (open !== section) {
      close();
      var button = document.createElement("button");
      button.type = "button"; button.className = "panel-close"; button.textContent = "Close";
      button.addEventListener("click", function () { close(); history.replaceState(null, "", "#map"); if (opener) opener.focus(); });
      panel.append(button, section); panel.hidden = false; open = section;
    }
    all('.pin[data-place="' + id + '"]').forEach(function (pin) { pin.classList.add("chosen"); });
    if (focus) { section.focus({ preventScroll: true }); panel.scrollIntoView({ block: "nearest" }); window.scrollTo(0, Math.max(0, panel.getBoundingClientRect().top + window.scrollY - 70)); }
    return true;
  }
  function follow() {
    var id = decodeURIComponent(location.hash.slice(1));
    if (!id || show(id, true)) return;
    var target = one(id);
    if (!target) return;
    var home = target.closest(".place");
    if (home) show(home.id, false);
    for (var at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView({ block: "center" });
    if (target.classList.contains("claim")) target.focus({ preventScroll: true });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link) { opener = link; if (link.getAttribute("href") === location.hash) follow(); }
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && open) { close(); if (opener) opener.focus(); } });
  window.addEventListener("hashchange", follow);

  /* the day slider */
  var bar = one("clockbar"), slider = one("slider");
  if (bar && data.days.length > 1) {
    bar.hidden = false;
    var index = {}; data.places.forEach(function (place, at) { index[place] = at; });
    var pins = all(".pin"), rows = all("table.states tbody tr"), strips = all(".strip .now");
    var groups = all(".changes > li[data-day]"), phrases = all("[data-phrase]");
    var first = slider.value, opening = one("clocks").textContent;
    var paint = function () {
      var at = +slider.value, day = data.days[at];
      var said = function (place) { var cell = day.cells[index[place]]; return { sign: "#" + data.signs[cell[0]], words: data.phrases[cell[1]] }; };
      one("clocks").textContent = slider.value === first ? opening : day.clocks;
      one("summary").textContent = day.summary;
      var months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
      var label = +day.day.slice(8) + " " + months[day.day.slice(5, 7) - 1] + " " + day.day.slice(0, 4);
      one("day").textContent = label; slider.setAttribute("aria-valuetext", label);
      pins.forEach(function (pin) {
        var now = said(pin.dataset.place), name = pin.getAttribute("aria-label").split(":")[0];
        pin.querySelector("use").setAttribute("href", now.sign);
        pin.setAttribute("aria-label", name + ": " + now.words[0]); pin.querySelector("title").textContent = name + ": " + now.words[0];
      });
      rows.forEach(function (row) {
        var now = said(row.dataset.place);
        row.querySelector("use").setAttribute("href", now.sign);
        ["control", "percent", "status", "since"].forEach(function (cell, slot) { row.querySelector('[data-cell="' + cell + '"]').textContent = now.words[slot + 1]; });
      });
      phrases.forEach(function (phrase) {
        var now = said(phrase.dataset.phrase);
        phrase.textContent = now.words[0]; phrase.parentNode.querySelector("use").setAttribute("href", now.sign);
      });
      strips.forEach(function (strip) { strip.setAttribute("x", at * 16); });
      groups.forEach(function (group) { group.hidden = group.dataset.day > day.day; group.classList.toggle("today", group.dataset.day === day.day); });
    };
    var timer = null, play = one("play");
    var stop = function () { clearInterval(timer); timer = null; play.setAttribute("aria-pressed", "false"); play.textContent = "\u25b6"; };
    var step = function (by) { slider.value = +slider.value + by; paint(); };
    slider.addEventListener("input", function () { stop(); paint(); });
    one("back").addEventListener("click", function () { stop(); step(-1); });
    one("forth").addEventListener("click", function () { stop(); step(1); });
    play.addEventListener("click", function () {
      if (timer) return stop();
      if (slider.value === slider.max) { slider.value = 0; paint(); }
      play.setAttribute("aria-pressed", "true"); play.textContent = "\u275a\u275a";
      timer = setInterval(function () { step(1); if (slider.value === slider.max) stop(); }, 700);
    });
    paint();
  }
  follow();
})();
