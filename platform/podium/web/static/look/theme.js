/* Loaded in the head before anything is painted, so that the chosen theme never flashes.
   "rehearsal" is light, "performance" is dark; nothing stored follows the system. */
(function () {
  "use strict";
  var KEY = "podium-theme";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try { return window.localStorage.getItem(KEY); } catch (refused) { return null; }
  }

  function choose(theme) {
    var known = theme === "rehearsal" || theme === "performance";
    if (known) { root.setAttribute("data-theme", theme); } else { root.removeAttribute("data-theme"); }
    try {
      if (known) { window.localStorage.setItem(KEY, theme); } else { window.localStorage.removeItem(KEY); }
    } catch (refused) { /* storage is off: the choice holds for this page */ }
    show();
  }

  function isDark() {
    var theme = root.getAttribute("data-theme");
    return theme ? theme === "performance" : system.matches;
  }

  function show() {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
    });
    var current = root.getAttribute("data-theme") || "system";
    document.querySelectorAll("input[name=theme]").forEach(function (input) {
      input.checked = input.value === current;
    });
  }

  var theme = stored();
  if (theme === "rehearsal" || theme === "performance") { root.setAttribute("data-theme", theme); }

  document.addEventListener("DOMContentLoaded", show);
  system.addEventListener("change", show);
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-theme-switch]")) {
      choose(isDark() ? "rehearsal" : "performance");
    }
  });
  document.addEventListener("change", function (event) {
    if (event.target.name === "theme") { choose(event.target.value); }
  });
})();
