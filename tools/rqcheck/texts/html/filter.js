// Shows the rows of the matrix that have all words of the search and a cell with one of the chosen states,
// and hides the others. The scenarios below the matrix follow it. Without this script the form is hidden, and
// all rows are shown.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const scenarios = [...document.querySelectorAll("#matrix tbody tr")].map((row) => {
    const section = document.getElementById(decodeURIComponent(row.querySelector("a").hash.slice(1)));
    const words = `${row.textContent} ${section.querySelector("p").textContent} ${section.querySelector("dl").textContent}`;
    return { row, section, words: words.toLowerCase(), cells: [...row.querySelectorAll("td a")] };
  });

  function show() {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const states = [...form.querySelectorAll("[name=state]:checked")].map((box) => box.value);
    let shown = 0;
    for (const { row, section, words: own, cells } of scenarios) {
      const has_words = words.every((word) => own.includes(word));
      const has_state = states.length === 0 || cells.some((cell) => states.some((state) => cell.classList.contains(state)));
      row.hidden = section.hidden = !(has_words && has_state);
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector("output").textContent = `${shown} of ${scenarios.length} scenarios`;
  }

  // A link to a hidden scenario would lead nowhere.
  function show_target() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)).replace(/@\d+$/, ""));
    if (!target?.closest("section[hidden]")) return;
    form.reset();
    show();
    target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", show_target);
  show();
})();
