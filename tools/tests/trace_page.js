// Steps through the traces of a page of `run --html`, see browser.sh: nmi-queue-interrupt, stuck, on initial.
"use strict";
(async () => {
  const check = (holds, what) => {
    if (!holds) throw new Error(what);
  };
  const eventually = async (holds, what) => {
    for (let tries = 0; tries < 50 && !holds(); ++tries) await new Promise((resolve) => setTimeout(resolve, 100));
    check(holds(), what);
  };
  const sections = [...document.querySelectorAll("section.trace")];
  const players = () => document.querySelectorAll(".player").length;
  try {
    check(sections.length === 1, "one trace");
    check(players() === 1, "the only run is open, and its trace can be stepped through");
    const section = sections[0];
    const find = (selector) => section.querySelector(selector);
    const all = (selector) => [...section.querySelectorAll(selector)];
    const lanes = find(".lanes");
    const slider = find("input");
    const selected = () => find('.row[aria-selected="true"]');
    const key = (target, name) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
    const cell = (table, row, column) => {
      const found = all("table").find((candidate) => candidate.caption.textContent === table);
      const columns = [...(found?.tHead.rows[0].cells ?? [])].map((head) => head.textContent);
      const line = [...(found?.tBodies[0].rows ?? [])].find((candidate) => candidate.cells[0].textContent === row);
      return line?.cells[columns.indexOf(column)].textContent;
    };
    check(!find(".as-text").open, "the text is folded away");
    check(find(".as-text pre").textContent.includes("waits for ever"), "but there");
    check(all(".cpu").map((head) => head.textContent).join() === "cpu0,cpu1,cpu2,time", "a lane per CPU");
    check(all(".context.nmi").length === 1, "the NMI");
    check(find(".hangs").textContent.startsWith("CPU 0's NMI waits for ever at queue.wait, slowpath.hpp:"), "why it hangs");
    check(find(".hangs").textContent.endsWith("which only CPU 0's interrupted task stores"), "and what would end it");

    const rows = all(".row");
    check(rows.length > 20 && Number(slider.max) === rows.length, "rows and steps");
    check(selected() === rows[0], "begins at the first step");
    check(document.querySelector("h1").textContent.includes("hangs (F1)"), "the finding is in the heading");
    check(document.querySelector("main h2").textContent === "The search", "the trace comes before the search");
    key(document, "End");
    check(selected() === rows.at(-1), "the keys work before anything has the focus");
    key(document, "Home");
    check(selected() === rows[0], "back at the first step");
    check(find("table") === null, "at which nothing is known of the state");

    // Through all of it, and back.
    const seen = [];
    for (const made of rows) {
      check(selected() === made && slider.valueAsNumber === seen.length + 1, "a step at a time");
      seen.push(find(".side").textContent);
      key(lanes, "ArrowRight");
    }
    check(selected() === rows.at(-1), "not beyond the last");
    check(selected().textContent.startsWith("waits for ever: queue.wait"), "the last step is the hang");
    check(find("figcaption").textContent.startsWith("lock/slowpath.hpp:"), "the file of the wait");
    check(find(".line.meant").textContent.includes("P::await("), "and its line");
    check(cell("Locks", "A", "tail") === "cpu0/1", "the tail at the end");
    check(cell("Locks", "A", "owner") === "-", "no owner at the end");
    check(cell("Locks", "A", "queue") === "cpu0/0 cpu0/1", "the queue at the end");
    check(cell("Held locks", "cpu0", "entries") === "A A", "the held table at the end");
    for (const was of seen.reverse()) {
      check(find(".side").textContent === was, "a step back shows what it showed before");
      key(lanes, "ArrowLeft");
    }
    check(selected() === rows[0], "not before the first");
    key(slider, "End");
    check(selected() === rows.at(-1), "the slider has the keys too");
    key(slider, "Home");
    key(lanes, "PageDown");
    check(selected() === rows[10], "ten steps");
    slider.value = 3;
    slider.dispatchEvent(new Event("input"));
    check(selected() === rows[2], "the slider");
    for (const button of all(".controls button")) button.click();
    check(selected() === rows.at(-1), "the buttons");

    // The update of the tail: the source of its value, the line of the source, arrows.
    const exchange = rows.find((row) => row.textContent.startsWith("queue.xchg_tail"));
    exchange.click();
    check(selected() === exchange, "a click goes to a step");
    check(find("figcaption").textContent.startsWith("lock/slowpath.hpp:"), "the source");
    check(find(".line.meant").textContent.includes("queue_xchg_tail"), "its line");
    check(all("path.arrow.from").length === 1, "an arrow");
    check(find("path.arrow").getTotalLength() > 20, "of some length");
    find("dd .step").click();
    check(selected().textContent.startsWith("unlock.release"), "goes to what was read");
    check(all(".row.before").length > 0, "what happens before is marked");
    const taken = rows.filter((row) => row.textContent.startsWith("pending.set"))[0];
    taken.click();
    check(find("table .changed") !== null, "what has changed is marked");
    find('[title="a link to this step"]').click();
    await eventually(() => location.hash.endsWith(`@${rows.indexOf(taken) + 1}`), "a link to a step");
    rows[0].click();
    location.hash = `#${section.id}@5`;
    await eventually(() => selected() === rows[4], "leads to it");
    location.hash = "#nothing@5";
    location.hash = `#${section.id}@99999`;
    await eventually(() => selected() === rows.at(-1), "one too far leads to the last");

    const dark = document.documentElement.dataset.scheme === "dark";
    check(matchMedia("(prefers-color-scheme: dark)").matches === dark, "the browser prefers what it was told to");
    const [red] = getComputedStyle(document.body).backgroundColor.match(/\d+/);
    check(dark === Number(red) < 128, "dark where that is preferred");
    document.documentElement.dataset.test = "passed";
  } catch (error) {
    document.documentElement.dataset.test = `wrong: ${error.message}`;
  }
})();
