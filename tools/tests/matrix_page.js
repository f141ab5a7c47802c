// Clicks and keys on the page of `matrix --html`, see browser.sh.
"use strict";
(async () => {
  const check = (holds, what) => {
    if (!holds) throw new Error(what);
  };
  const key = (name) =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  const eventually = async (holds, what) => {
    for (let tries = 0; tries < 50 && !holds(); ++tries) await new Promise((resolve) => setTimeout(resolve, 100));
    check(holds(), what);
  };
  const cells = [...document.querySelectorAll("#matrix tbody tr")].map((row) => [...row.querySelectorAll("a")]);
  const summary_of = (cell) => document.getElementById(cell.hash.slice(1));
  const run_of = (cell) => summary_of(cell).parentElement;
  const is_at = (element) => () => document.activeElement === element;
  try {
    check(cells.length === 4 && cells.every((row) => row.length === 12), "rows and cells");
    check([...document.querySelectorAll(".run")].every((run) => !run.open), "all runs are closed at first");

    const failing = cells[3][1];
    failing.click();
    await eventually(() => run_of(failing).open, "a click opens the run");
    await eventually(is_at(summary_of(failing)), "and goes to it");
    check(run_of(failing).querySelector("pre").textContent.includes("NMI"), "which has its trace");
    check(document.querySelectorAll(".run[open]").length === 1, "and no other");

    // The same cell again, whose address does not change.
    run_of(failing).open = false;
    failing.click();
    await eventually(() => run_of(failing).open, "a click opens a run again");

    failing.focus();
    key("ArrowRight");
    check(document.activeElement === cells[3][2], "right");
    key("ArrowUp");
    check(document.activeElement === cells[2][2], "up");
    key("ArrowLeft");
    key("ArrowLeft");
    check(document.activeElement === cells[2][0], "left, to the scenario");
    key("ArrowLeft");
    check(document.activeElement === cells[2][0], "not beyond the table");
    key("ArrowDown");
    key("ArrowDown");
    check(document.activeElement === cells[3][0], "down, not beyond the table");
    key("ArrowRight");
    key("ArrowRight");
    document.activeElement.click();
    await eventually(is_at(summary_of(cells[3][2])), "to the run");
    key("Escape");
    check(document.activeElement === cells[3][2], "and back by Escape");

    cells[0][0].click();
    await eventually(() => document.querySelector("section.scenario:target"), "a scenario's name leads to it");

    // Rows are chosen by words and by states.
    const form = document.getElementById("filter");
    const shown = () => [...document.querySelectorAll("#matrix tbody tr")].filter((row) => !row.hidden);
    const change = (element, value) => {
      if (typeof value === "boolean") element.checked = value;
      else element.value = value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const words = form.elements.words;
    const box = (state) => form.querySelector(`[name=state][value=${state}]`);
    check(!form.hidden && shown().length === cells.length, "all rows are shown at first");
    change(words, "GUEST");
    check(shown().length === 1 && shown()[0].textContent.includes("sample-guest"), "a word of the name");
    check(form.querySelector("output").textContent === `1 of ${cells.length} scenarios`, "how many are shown");
    change(words, "sample-finding");
    check(shown().length === 1, "a finding");
    change(words, "no such word");
    check(shown().length === 0, "a word that is nowhere");
    change(words, "");
    change(box("fails"), true);
    check(shown().length === 1 && shown()[0].querySelector(".fails") !== null, "a state");
    change(box("new"), true);
    check(shown().every((row) => row.querySelector(".fails, .new")), "one of two states");
    location.hash = "";
    location.hash = cells[0][0].hash;
    await eventually(() => shown().length === cells.length, "a link to a row that is left out shows all rows");
    document.documentElement.dataset.test = "passed";
  } catch (error) {
    document.documentElement.dataset.test = `wrong: ${error.message}`;
  }
})();
