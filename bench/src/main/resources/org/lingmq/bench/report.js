"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const own = "LingMQ";
const families = [
  ["one-way", "One way", "PUSH to PULL as fast as it goes: messages per second that arrived."],
  ["round-trip", "Round trips", "REQ asks, REP answers: half of the time, 64 B."],
  ["fixed-rate", "At a fixed rate", "How long after it was due each message was there, one way."],
  ["fan-out", "To many subscribers", "PUB to SUB, none of which misses a message: messages delivered per second, all subscribers " +
    "together, and the memory the publisher takes meanwhile."],
  ["routed", "A ROUTER and many DEALERs", "Each asks, the ROUTER answers: answers per second."],
  ["idle", "Connections that do nothing", "Bytes per connection, and the time until all are there."],
  ["topics", "A million subscriptions", "Memory per topic, time until all are subscribed, time to find out that nobody wants a message."],
  ["churn", "Opening and closing", "Sockets opened, connected and closed per second; closing a context with 1,000 connected sockets."]
];
const shapes = {
  LingMQ: "M8 1 L10 6 L15 6 L11 9.5 L12.6 15 L8 11.8 L3.4 15 L5 9.5 L1 6 L6 6 Z", libzmq: "M8 2 a6 6 0 1 0 .01 0 Z",
  JeroMQ: "M3 3 H13 V13 H3 Z", nng: "M8 1.5 L15 14 H1 Z", nanomsg: "M8 1 L15 8 L8 15 L1 8 Z",
  limit: "M6 1 H10 V6 H15 V10 H10 V15 H6 V10 H1 V6 H6 Z"
};
const names = Object.keys(data.peers);
const colour = name => `var(--${name in shapes ? name : "limit"})`;
const style = getComputedStyle(document.documentElement);
const painted = variable => style.getPropertyValue(`--${variable}`).trim();

const known = value => typeof value === "number" && Number.isFinite(value);
const digits = value => Math.abs(value) >= 100 || Number.isInteger(value) ? value.toFixed(0)
  : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
const short = value => {
  if (!known(value)) return "-";
  const size = Math.abs(value);
  if (size >= 1e9) return digits(value / 1e9) + " G";
  if (size >= 1e6) return digits(value / 1e6) + " M";
  return size >= 1e4 ? digits(value / 1e3) + " k" : digits(value);
};
const bytes = size => size >= 1048576 ? size / 1048576 + " MiB" : size >= 1024 ? size / 1024 + " KiB" : size + " B";
const element = (name, css, ...content) => {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.append(...content.filter(part => part !== undefined));
  return made;
};
function mark(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", 14);
  svg.setAttribute("height", 14);
  svg.setAttribute("viewBox", "0 0 16 16");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[name] || shapes.limit);
  path.setAttribute("style", `fill:${colour(name)};stroke:var(--paper);stroke-width:1`);
  svg.append(path);
  return svg;
}

/* How many times as good LingMQ is; a goal is told in the same way. */
const times = (ratio, more) => !known(ratio) || ratio <= 0 ? null : more ? ratio : 1 / ratio;

function lines(work) {
  return data.cases.filter(one => one.work === work).flatMap(one => one.shown.map((figure, index) => {
    const values = Object.entries(one.peers).filter(([, figures]) => figures[figure.name]);
    const goals = data.bars.filter(bar => bar.case === one.label);
    return {
      name: one.label.slice(work.length).replace(/^,? /, ""),
      title: one.shown.length > 1 ? figure.title : "",
      unit: figure.title,
      marks: values.filter(([name]) => name !== own).map(([name, figures]) => ({
        name,
        times: times(figures[figure.name].ratio, figure.more),
        goal: goals.filter(bar => bar.peer === name && bar.figure === figure.name)
          .map(bar => ({ met: bar.met, times: times(bar.wanted, figure.more) }))[0]
      })).filter(one => one.times !== null),
      own: goals.filter(bar => bar.peer === null
        && (bar.figure === figure.name || index === 0 && !one.shown.some(other => other.name === bar.figure))),
      value: one.peers[own] && one.peers[own][figure.name] ? one.peers[own][figure.name].median : null
    };
  })).filter(line => line.marks.length || line.own.length);
}

/* 0.1, 0.2, 0.5, 1, 2 ... as many as there is room for. */
function steps(low, high) {
  const decades = Math.log10(high / low);
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of decades > 2.2 ? [1] : [1, 2, 5]) all.push(digit * 10 ** power);
  }
  return all.filter(value => value >= low * 0.999 && value <= high * 1.001);
}

const verdict = met => element("span", met ? "good" : "short", met ? "✓ reached" : "✗ short");
const wanted = bar => `${bar.sign === "at most" ? "≤" : "≥"} ${short(bar.wanted)}`;
const tick = met => {
  const made = element("span", met ? "good" : "short", met ? "✓" : "✗");
  made.title = met ? "reached" : "short";
  return made;
};

function figuresOf(line) {
  const chips = element("div", "chips");
  for (const one of line.marks) {
    const chip = element("span", "chip", mark(one.name), `${one.name} ${short(one.times)} ×`);
    if (one.goal) chip.append(` (goal ${short(one.goal.times)}) `, tick(one.goal.met));
    chips.append(chip);
  }
  for (const bar of line.own) {
    const chip = element("span", "chip own", mark(own), `${short(bar.measured)} ${bar.title} (goal ${wanted(bar)}) `);
    chip.append(bar.measured === null ? "not measured" : tick(bar.met));
    chips.append(chip);
  }
  return chips;
}

function comparison(work) {
  const all = lines(work);
  const values = [1, ...all.flatMap(line => line.marks.flatMap(one => [one.times, one.goal ? one.goal.times : one.times]))];
  const low = Math.min(...values) / 1.3, high = Math.max(...values) * 1.3;
  const place = value => 100 * Math.log(value / low) / Math.log(high / low) + "%";
  const at = (made, value) => { made.style.left = place(value); return made; };
  const ticks = steps(low, high);
  const grid = () => ticks.map(value => at(element("div", value === 1 ? "tick one" : "tick"), value));

  const head = element("div", "track", ...ticks.map(value => at(element("span", "tick-label", short(value) + " ×"), value)));
  const rows = element("div", "rows", element("div", "row axis", element("div"), head, element("div")));
  for (const line of all) {
    const track = element("div", "track", ...grid());
    for (const one of line.marks.filter(one => one.goal)) {
      const gap = element("div", one.goal.met ? "gap" : "gap missed");
      gap.style.borderColor = colour(one.name);
      gap.style.left = place(Math.min(one.times, one.goal.times));
      gap.style.right = `calc(100% - ${place(Math.max(one.times, one.goal.times))})`;
      const goal = at(element("div", "goal"), one.goal.times);
      goal.style.background = colour(one.name);
      goal.title = `goal: ${short(one.goal.times)} times as good as ${one.name}`;
      track.append(gap, goal);
    }
    for (const one of line.marks) {
      const dot = at(mark(one.name), one.times);
      const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
      title.textContent = `${short(one.times)} times as good as ${one.name}`;
      dot.append(title);
      track.append(dot);
    }
    const name = element("div", "name", line.name);
    if (line.title) name.append(element("small", "", line.title));
    if (line.value !== null) name.append(element("small", "", `LingMQ: ${short(line.value)}${line.title ? "" : " " + line.unit}`));
    rows.append(element("div", "row", name, track, figuresOf(line)));
  }
  return rows;
}

function byPeer(cases, figure) {
  return names.map(name => ({
    label: name,
    backgroundColor: painted(name in shapes ? name : "limit"),
    borderColor: painted(name in shapes ? name : "limit"),
    borderWidth: 2,
    pointStyle: { LingMQ: "star", libzmq: "circle", JeroMQ: "rect", nng: "triangle", nanomsg: "rectRot", limit: "cross" }[name] || "circle",
    pointRadius: 5,
    borderDash: name === "limit" ? [5, 4] : [],
    data: cases.map(one => one.peers[name] && one.peers[name][figure] ? one.peers[name][figure].median : null)
  })).filter(set => set.data.some(known));
}

function plot(plots, title, labels, cases, figure) {
  const sets = byPeer(cases, figure);
  const values = sets.flatMap(set => set.data).filter(value => known(value) && value > 0);
  if (!values.length) return;
  const low = Math.min(...values), high = Math.max(...values);
  const logarithmic = high / low > 5;
  const bottom = steps(low / 5, low / 1.1).pop();
  const canvas = element("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", title + "; the figures are in the table below");
  plots.append(element("div", "plot", canvas));
  const ordered = labels.length > 2 && !["tcp", "ipc", "inproc"].includes(labels[0]);
  new Chart(canvas, {
    type: ordered ? "line" : "bar",
    data: { labels, datasets: sets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      plugins: {
        title: { display: true, text: title + (logarithmic ? " (logarithmic)" : ""), color: painted("ink"), font: { size: 14 } },
        legend: { position: "bottom", labels: { usePointStyle: ordered, boxWidth: ordered ? 8 : 14 } },
        tooltip: { callbacks: { label: item => `${item.dataset.label}: ${short(item.raw)}` } }
      },
      scales: {
        x: { grid: { display: false } },
        y: {
          type: logarithmic ? "logarithmic" : "linear",
          beginAtZero: !logarithmic,
          ...logarithmic ? { min: bottom, afterBuildTicks: axis => { axis.ticks = steps(bottom, axis.max).map(value => ({ value })); } } : {},
          ticks: { callback: value => short(value) }
        }
      }
    }
  });
}

function plotsOf(work, plots) {
  const cases = data.cases.filter(one => one.work === work);
  const many = count => count.toLocaleString("en");
  if (work === "one-way") {
    for (const transport of ["tcp", "ipc", "inproc"]) {
      const some = cases.filter(one => one.transport === transport && one.count === 1);
      plot(plots, `Messages/s over ${transport}`, some.map(one => bytes(one.size)), some, "messages_per_s");
      plot(plots, `CPU seconds per million over ${transport}`, some.map(one => bytes(one.size)), some, "cpu_s_per_million");
    }
  } else if (work === "round-trip") {
    plot(plots, "Microseconds, mean", cases.map(one => one.transport), cases, "mean_us");
    plot(plots, "Microseconds, 99 %", cases.map(one => one.transport), cases, "p99_us");
  } else if (work === "fixed-rate") {
    for (const [figure, title] of [["p50_us", "median"], ["p99_us", "99 %"], ["p99.9_us", "99.9 %"]]) {
      plot(plots, `Microseconds, ${title}`, cases.map(one => many(one.rate) + "/s"), cases, figure);
    }
  } else if (work === "fan-out") {
    for (const size of [...new Set(cases.map(one => one.size))]) {
      const some = cases.filter(one => one.size === size);
      plot(plots, `Messages/s of ${bytes(size)}`, some.map(one => one.count + " SUB"), some, "messages_per_s");
      plot(plots, `MB the publisher takes, ${bytes(size)}`, some.map(one => one.count + " SUB"), some, "memory_mb");
    }
  } else {
    const figures = [...new Map(cases.flatMap(one => one.shown).map(figure => [figure.name, figure.title]))];
    for (const [figure, title] of figures) {
      plot(plots, title, cases.map(one => one.label.slice(work.length).replace(/^,? /, "")), cases, figure);
    }
  }
}

function tableOf(work) {
  const cases = data.cases.filter(one => one.work === work);
  const peers = names.filter(name => cases.some(one => one.peers[name]));
  const table = element("table");
  for (const one of cases) {
    const head = element("tr", "case", element("th", "", one.label), ...peers.map(name => element("th", "n", name)));
    table.append(head);
    const figures = new Map(peers.flatMap(name => Object.entries(one.peers[name] || {})).map(([figure, value]) => [figure, value.title]));
    for (const [figure, title] of figures) {
      const row = element("tr", "", element("td", "", title));
      for (const name of peers) {
        const value = one.peers[name] && one.peers[name][figure];
        const cell = element("td", "n", value ? short(value.median) : "");
        if (value) cell.title = "rounds: " + value.rounds.map(short).join(", ");
        if (value && known(value.ratio)) cell.append(element("small", "", "/ " + short(value.ratio)));
        row.append(cell);
      }
      table.append(row);
    }
  }
  return element("details", "", element("summary", "", "All figures: medians; below, LingMQ's divided by the peer's, the median of the rounds"),
    element("div", "wide", table));
}

Chart.defaults.color = painted("soft");
Chart.defaults.borderColor = painted("line");
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());

const windows = [...new Set(data.cases.map((one) => one.window_ms))].sort((a, b) => a - b).join(" or ");
document.getElementById("when").textContent = `${data.date}, ${data.rounds} rounds of ${windows} ms each, in turn; `
  + `${data.machine.cores} cores, ${data.machine.processor}` + (data.missing.length ? `; not here: ${data.missing.join(", ")}` : "");
const measured = data.bars.filter(bar => bar.measured !== null);
const reached = measured.filter(bar => bar.met).length;
const unmeasured = data.bars.length - measured.length;
document.getElementById("sum").textContent = data.bars.length
  ? `${reached} of ${measured.length} goals reached` + (unmeasured ? `, ${unmeasured} not measured.` : ".") : "";
document.getElementById("legend").append(...names.filter(name => name !== own)
  .map(name => element("span", "chip", mark(name), name)));

for (const [work, title, note] of families) {
  if (!data.cases.some(one => one.work === work)) continue;
  const section = element("section", "", element("h2", "", title), element("p", "note", note));
  document.getElementById("families").append(section);
  if (lines(work).length) section.append(comparison(work));
  const plots = element("div", "plots");
  section.append(plots);
  plotsOf(work, plots);
  section.append(tableOf(work));
}

if (data.failures.length) {
  document.querySelector("#failures ul").append(...data.failures.map(failure => element("li", "", failure)));
} else {
  document.getElementById("failures").remove();
}
if (data.bars.length) {
  const bars = document.getElementById("bars");
  bars.append(element("tr", "", element("th", "", "what"), element("th", "n", "goal"), element("th", "n", "measured"), element("th")));
  for (const bar of data.bars) {
    bars.append(element("tr", "", element("td", "", bar.what), element("td", "n", wanted(bar)),
      element("td", "n", short(bar.measured)), element("td", "", bar.measured === null ? "not measured" : verdict(bar.met))));
  }
} else {
  document.getElementById("goals").remove();
}
const machine = document.getElementById("machine");
for (const [name, value] of [...Object.entries(data.machine), ...Object.entries(data.peers)]) {
  machine.append(element("dt", "", name), element("dd", "", value));
}
