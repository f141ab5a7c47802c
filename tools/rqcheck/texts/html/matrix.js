// Arrow keys move from cell to cell, a cell opens its run, and Escape leads back. The links and the runs also
// work without this script.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("#matrix tbody tr")].map((row) => [...row.querySelectorAll("a")]);
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  let last = null;

  function place(link) {
    const row = rows.findIndex((links) => links.includes(link));
    return row < 0 ? null : [row, rows[row].indexOf(link)];
  }

  function open_run() {
    const summary = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!summary?.matches(".run > summary")) return;
    summary.parentElement.open = true;
    // The browser puts the focus here too, sooner or later, because the address names this element.
    summary.focus({ preventScroll: true });
    summary.scrollIntoView();
  }

  document.addEventListener("focusin", (event) => {
    if (place(event.target)) last = event.target;
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = place(document.activeElement);
    if (event.key === "Escape" && !at && last) {
      event.preventDefault();
      last.focus();
    } else if (at && steps[event.key]) {
      event.preventDefault();
      const [down, right] = steps[event.key];
      const row = rows[at[0] + down];
      row?.[Math.min(at[1] + right, row.length - 1)]?.focus();
    }
  });
  // If the address already names the run of the cell, a click on the cell does not change the address.
  document.getElementById("matrix").addEventListener("click", (event) => {
    if (event.target.hash && event.target.hash === location.hash) open_run();
  });
  window.addEventListener("hashchange", open_run);
  open_run();
})();
