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
    document.documentElement.dataset.test = "passed";
  } catch (error) {
    document.documentElement.dataset.test = `wrong: ${error.message}`;
  }
})();
