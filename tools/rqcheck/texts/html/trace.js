// Steps through the traces of a page. Each trace stands as JSON in a script element
// (tools/rqcheck/output/page_traces.cpp), which is read when its run is opened. Without this script the
// traces are shown as text.
"use strict";
(() => {
  const shared_element = document.getElementById("shared");
  if (!shared_element) return;
  let shared = null;

  function element(name, properties, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties ?? {})) {
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  const context_name = (kind) => (kind === "nmi" ? "NMI" : kind === "trace" ? "program at a trace point" : kind);
  const some = (text) => (text ? [text] : []);

  class Player {
    constructor(section, data) {
      this.section = section;
      this.data = data;
      this.count = data.text.length;
      this.now = 0;
      this.build_controls();
      this.build_lanes();
      this.side = element("div", { className: "side" });
      this.root = element(
        "div",
        { className: "player" },
        element("p", { className: "meaning" }, data.meaning),
        ...data.hangs.map((text) => element("p", { className: "meaning hangs" }, text)),
        data.race_text ? element("p", { className: "meaning" }, data.race_text) : null,
        data.misuse_text ? element("p", { className: "meaning" }, data.misuse_text) : null,
        data.check_text ? element("p", { className: "meaning" }, data.check_text) : null,
        this.controls,
        element("div", { className: "stage" }, this.lanes, this.side),
      );
      for (const part of [this.controls, this.lanes]) part.addEventListener("keydown", (event) => this.key(event));
      const resized = new ResizeObserver(() => {
        this.scroll_to(this.rows[this.now]);
        this.draw_arrows();
      });
      for (const part of [this.grid, this.lanes]) resized.observe(part);
    }

    text(list, row) {
      return shared.texts[this.data[list][row]];
    }

    build_controls() {
      const button = (label, title, to) =>
        element("button", { type: "button", title, "aria-label": title, onclick: () => this.go(to()) }, label);
      this.slider = element("input", {
        type: "range",
        min: 1,
        max: this.count,
        value: 1,
        "aria-label": "step",
        oninput: () => this.go(this.slider.valueAsNumber - 1),
      });
      this.position = element("a", { className: "position", title: "a link to this step" });
      this.controls = element(
        "div",
        { className: "controls" },
        button("«", "first step (Home)", () => 0),
        button("‹", "step back (←)", () => this.now - 1),
        this.slider,
        button("›", "step (→)", () => this.now + 1),
        button("»", "last step (End)", () => this.count - 1),
        this.position,
      );
    }

    build_lanes() {
      const data = this.data;
      const cpus = data.ends.length;
      this.grid = element("div", { className: "grid" });
      this.grid.style.setProperty("--cpus", cpus);
      const put = (made, column, row, until) => {
        made.style.gridColumn = column + 2;
        made.style.gridRow = until ? `${row + 2} / ${until + 2}` : row + 2;
        this.grid.append(made);
        return made;
      };
      for (let cpu = 0; cpu < cpus; ++cpu) put(element("div", { className: "lane" }), cpu, 0, this.count + 1);
      for (let cpu = 0; cpu < cpus; ++cpu) put(element("div", { className: "cpu" }, `cpu${cpu}`), cpu, -1);
      put(element("div", { className: "cpu" }, "time"), -1, -1);
      for (const [cpu, depth, first, last, kind] of data.contexts) {
        const box = put(element("div", { className: `context ${kind}` }), cpu, first, last + 1);
        box.style.setProperty("--depth", depth - 1);
      }
      this.rows = [];
      for (let row = 0; row < this.count; ++row) {
        if (row === 0 || data.time_ms[row] !== data.time_ms[row - 1]) {
          put(element("div", { className: "time" }, `${data.time_ms[row]}ms`), -1, row);
        }
        const [, site, rest] = /^(<.*|[^\s,]*)(.*)$/s.exec(this.text("text", row));
        const comments = this.text("comments", row);
        const made = put(
          element(
            "div",
            {
              className: "row",
              role: "option",
              id: `${this.section.id}@${row + 1}`,
              onclick: () => this.go(row),
            },
            // A narrow lane may break the name of the site here.
            element("b", {}, ...site.split(/(?<=[._])/).flatMap((part) => [part, element("wbr")])),
            element("span", { className: "rest" }, rest),
            comments ? element("i", {}, ` ${comments}`) : null,
          ),
          data.cpu[row],
          row,
        );
        made.style.setProperty("--depth", data.depth[row]);
        made.classList.toggle("race", data.race.includes(row));
        made.classList.toggle("hang", data.hang[row]);
        this.rows.push(made);
      }
      data.ends.forEach((end, cpu) => {
        if (end) put(element("div", { className: "end" }, end), cpu, this.count);
      });
      this.grid.insertAdjacentHTML("beforeend", '<svg class="arrows" aria-hidden="true"></svg>');
      this.arrows = this.grid.lastElementChild;
      this.lanes = element(
        "div",
        { className: "lanes", tabIndex: 0, role: "listbox", "aria-label": "steps, a column per CPU" },
        this.grid,
      );
    }

    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const to = {
        ArrowRight: this.now + 1,
        ArrowDown: this.now + 1,
        ArrowLeft: this.now - 1,
        ArrowUp: this.now - 1,
        PageDown: this.now + 10,
        PageUp: this.now - 10,
        Home: 0,
        End: this.count - 1,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.go(to);
    }

    go(row) {
      const data = this.data;
      this.now = Math.min(Math.max(row, 0), this.count - 1);
      const before = data.before[this.now];
      this.rows.forEach((made, at) => {
        made.setAttribute("aria-selected", at === this.now);
        made.classList.toggle("later", at > this.now);
        made.classList.toggle("before", at < this.now && at <= before[data.cpu[at]]);
      });
      this.slider.value = this.now + 1;
      const spoken = `${this.now + 1}, cpu${data.cpu[this.now]} ${this.text("text", this.now)}`;
      this.slider.setAttribute("aria-valuetext", spoken);
      this.lanes.setAttribute("aria-activedescendant", this.rows[this.now].id);
      this.position.textContent = `${this.now + 1} of ${this.count}`;
      this.position.href = `#${encodeURIComponent(this.section.id)}@${this.now + 1}`;
      this.show_side();
      this.scroll_to(this.rows[this.now]);
      this.draw_arrows();
    }

    /// Scrolls only the lanes, and never the page.
    scroll_to(row) {
      const head = this.grid.querySelector(".cpu").offsetHeight;
      const top = row.offsetTop - head - 8;
      const bottom = row.offsetTop + row.offsetHeight + 8;
      if (top < this.lanes.scrollTop) this.lanes.scrollTop = top;
      else if (bottom > this.lanes.scrollTop + this.lanes.clientHeight) {
        this.lanes.scrollTop = bottom - this.lanes.clientHeight;
      }
      if (row.offsetLeft < this.lanes.scrollLeft) this.lanes.scrollLeft = row.offsetLeft;
      else if (row.offsetLeft + row.offsetWidth > this.lanes.scrollLeft + this.lanes.clientWidth) {
        this.lanes.scrollLeft = row.offsetLeft + row.offsetWidth - this.lanes.clientWidth;
      }
    }

    /// The arrows to the current step: their kinds, and the rows from which they come.
    incoming() {
      const { from, handover, missed, race } = this.data;
      const arrows = [];
      const add = (kind, row) => {
        if (row !== null && row >= 0 && row !== this.now) arrows.push([kind, row]);
      };
      add("handover", handover[this.now]);
      add("from", from[this.now]);
      for (const row of missed[this.now]) add("missed", row);
      if (race.includes(this.now)) for (const row of race) add("race", row);
      return arrows;
    }

    draw_arrows() {
      const width = this.grid.scrollWidth;
      const height = this.grid.scrollHeight;
      this.arrows.setAttribute("width", width);
      this.arrows.setAttribute("height", height);
      const to = this.rows[this.now];
      const paths = this.incoming().map(([kind, row], number) => {
        const from = this.rows[row];
        const middle = (made) => made.offsetTop + Math.min(made.offsetHeight, 20) / 2 + (made === to ? 3 * number : 0);
        const left = (made) => made.offsetLeft + 3;
        const right = (made) => made.offsetLeft + made.offsetWidth - 3;
        let [x1, x2, bend] = [left(from), left(to), -18];
        if (from.offsetLeft < to.offsetLeft) [x1, bend] = [right(from), 0];
        else if (from.offsetLeft > to.offsetLeft) [x2, bend] = [right(to), 0];
        const [y1, y2] = [middle(from), middle(to)];
        const half = bend || (x2 - x1) / 2;
        const path = `M${x1},${y1} C${x1 + half},${y1} ${bend ? x2 + half : x2 - half},${y2} ${x2},${y2}`;
        // The head of the arrow lies along the end of the curve, which is horizontal.
        const back = bend || x1 < x2 ? -7 : 7;
        return `<path class="arrow ${kind}" d="${path}"/><path class="head ${kind}" d="M${x2},${y2} l${back},-4 v8 z"/>`;
      });
      this.arrows.innerHTML = paths.join("");
    }

    step_button(row) {
      if (row < 0) return element("span", {}, "the initial value");
      const label = `${row + 1}: cpu${this.data.cpu[row]} ${this.text("text", row)}`;
      return element("button", { type: "button", className: "step", onclick: () => this.go(row) }, label);
    }

    facts() {
      const data = this.data;
      const now = this.now;
      const list = element("dl", { className: "facts" });
      const add = (kind, name, ...values) => {
        if (values.length === 0) return;
        list.append(element("dt", { className: kind }, name), element("dd", {}, ...values));
      };
      const steps = (rows) => rows.map((row) => this.step_button(row));
      add("comments", data.hang[now] ? "could be ended" : "now true", ...some(this.text("comments", now)));
      if (data.from[now] !== null) add("from", "reads from", this.step_button(data.from[now]));
      if (data.address_from[now] !== null) add("", "has its address from", this.step_button(data.address_from[now]));
      add("missed", "did not see", ...steps(data.missed[now]));
      if (data.handover[now] !== null) add("handover", "handed over by", this.step_button(data.handover[now]));
      if (data.race.includes(now)) {
        add("race", "races with", ...steps(data.race.filter((row) => row !== now)));
      }
      add("", "memory order", ...some(this.text("order", now)));
      add("", "could have read", ...steps(data.other_stores[now]));
      add("", "could have moved", ...some(data.other_cpus[now].map((cpu) => `cpu${cpu}`).join(", ")));
      return list;
    }

    source() {
      const number = this.data.place[this.now];
      if (number === null) return null;
      const [file, line] = shared.places[number];
      const lines = Object.entries(shared.sources[file] ?? {}).filter(([at]) => Math.abs(at - line) <= 4);
      const indent = Math.min(...lines.filter(([, text]) => text).map(([, text]) => text.search(/\S|$/)));
      const code = lines.map(([at, text]) => {
        const className = Number(at) === line ? "line meant" : "line";
        return element("span", { className }, `${at.padStart(4)}  ${text.slice(indent)}\n`);
      });
      return element(
        "figure",
        {},
        element("figcaption", {}, `${file}:${line}`),
        code.length ? element("pre", { tabIndex: 0, "aria-label": `${file}, line ${line}` }, ...code) : null,
      );
    }

    tables() {
      const values = new Map();
      const changed = new Set();
      for (let row = 0; row <= this.now; ++row) {
        const state = this.data.state[row];
        for (let at = 0; at < state.length; at += 2) {
          values.set(state[at], shared.texts[state[at + 1]]);
          if (row === this.now) changed.add(state[at]);
        }
      }
      const tables = new Map();
      this.data.cells.forEach(([table, row, column], cell) => {
        if (!tables.has(table)) tables.set(table, { columns: [], rows: new Map() });
        const { columns, rows } = tables.get(table);
        if (!columns.includes(column)) columns.push(column);
        if (!values.has(cell)) return;
        if (!rows.has(row)) rows.set(row, new Map());
        rows.get(row).set(column, cell);
      });
      const order = ["Locks", "Held locks", "Queue nodes", "Flags", "Variables"];
      const column_order = ["tail", "pending", "locked", "owner", "queue", "count", "entries"];
      const by_name = ([a], [b]) => a.localeCompare(b, "en", { numeric: true });
      return [...tables]
        .filter(([, { rows }]) => rows.size)
        .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
        .map(([name, { columns, rows }]) => {
          columns.sort((a, b) => column_order.indexOf(a) - column_order.indexOf(b));
          const cell_of = (cells, column) => {
            const cell = cells.get(column);
            return element("td", { className: changed.has(cell) ? "changed" : "" }, values.get(cell) ?? "-");
          };
          const head = columns.map((column) => element("th", { scope: "col" }, column));
          const body = [...rows].sort(by_name).map(([row, cells]) => {
            const values_of_row = columns.map((column) => cell_of(cells, column));
            return element("tr", {}, element("th", { scope: "row" }, row), ...values_of_row);
          });
          return element(
            "table",
            { className: "state" },
            element("caption", {}, name),
            element("thead", {}, element("tr", {}, element("td"), ...head)),
            element("tbody", {}, ...body),
          );
        });
    }

    show_side() {
      const context = this.text("context", this.now).split(", ").filter(Boolean).map(context_name).join(", ");
      const heading = `cpu${this.data.cpu[this.now]}${context && `, ${context}`}, ${this.data.time_ms[this.now]}ms`;
      this.side.replaceChildren(
        element("h4", {}, `Step ${this.now + 1}: ${heading}`),
        element("p", { className: "what" }, this.text("text", this.now) || this.text("comments", this.now)),
        this.facts(),
        ...this.tables(),
        this.source() ?? "",
      );
    }
  }

  const players = new WeakMap();

  function player_of(section) {
    const steps = section.querySelector("script.steps");
    if (!steps) return null;
    if (players.has(section)) return players.get(section);
    shared ??= JSON.parse(shared_element.textContent);
    const player = new Player(section, JSON.parse(steps.textContent));
    players.set(section, player);
    steps.after(player.root);
    section.querySelector(".as-text").open = false;
    player.go(0);
    return player;
  }

  const show_run = (run) => run.querySelectorAll("section.trace").forEach(player_of);

  /// Opens the step that the address names as `#TRACE@STEP`.
  function open_step() {
    const [, id, step] = /^#(.*)@(\d+)$/.exec(location.hash) ?? [];
    const section = id && document.getElementById(decodeURIComponent(id));
    if (!section?.matches("section.trace")) return;
    section.closest(".run").open = true;
    const player = player_of(section);
    if (!player) return;
    player.go(step - 1);
    player.lanes.focus({ preventScroll: true });
    section.scrollIntoView();
  }

  for (const run of document.querySelectorAll(".run")) {
    run.addEventListener("toggle", () => run.open && show_run(run));
    if (run.open) show_run(run);
  }
  window.addEventListener("hashchange", open_step);
  open_step();
  // On the page of one run the trace stands first, and the keys belong to it from the beginning.
  const first = document.querySelector("main > .scenario:first-child .run[open] section.trace");
  document.addEventListener("keydown", (event) => {
    if (first && document.activeElement === document.body && !event.defaultPrevented) player_of(first)?.key(event);
  });
})();
