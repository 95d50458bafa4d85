"use strict";
// Filters, walking from finding to finding, and the theme. Without this script the page is whole and unfiltered.
(() => {
  const GRADES = ["info", "warning", "error"];
  const HEIGHT = 100;
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const filters = byId("filters");

  const findings = [];
  const documents = Array.from(document.querySelectorAll("article.document"), (article) => {
    const name = article.querySelector("h3").textContent;
    const own = Array.from(article.querySelector(".findings").children, (item) => {
      const finding = {
        item, name: name.toLowerCase(), on: true, text: "",
        rule: item.dataset.rule, bin: Number(item.dataset.bin), grade: item.classList[0], at: Number(item.id.slice(1)),
      };
      findings[finding.at] = finding;
      return finding;
    });
    return { article, own, name: name.toLowerCase(), at: Number(article.dataset.at), shown: own.length };
  });
  const total = findings.length;
  let shown = total;
  let chosen = null;

  // Density: bars of each severity, the gravest at the bottom.
  function draw(svg, bars) {
    if (!svg) return;
    const highest = Math.max(1, ...bars.map((bar) => bar ? bar[0] + bar[1] + bar[2] : 0));
    const paths = ["", "", ""];
    bars.forEach((bar, at) => {
      let below = 0;
      for (let grade = 2; bar && grade >= 0; grade--) {
        if (!bar[grade]) continue;
        below += bar[grade];
        const height = bar[grade] * HEIGHT / highest;
        paths[grade] += `M${at} ${(HEIGHT - below * HEIGHT / highest).toFixed(2)}h.85v${height.toFixed(2)}h-.85z`;
      }
    });
    GRADES.forEach((grade, at) => svg.querySelector(`path.${grade}`).setAttribute("d", paths[at]));
  }
  function count(bars, bin, grade) {
    bars[bin] ||= [0, 0, 0];
    bars[bin][GRADES.indexOf(grade)] += 1;
  }
  const run = document.querySelector("svg.run");
  function drawRun() {
    if (!run) return;
    const bars = new Array(run.viewBox.baseVal.width).fill(null);
    for (const { at, own } of documents) {
      for (const finding of own) if (finding.on) count(bars, Math.floor(at / run.dataset.size), finding.grade);
    }
    draw(run, bars);
  }

  // A mark is as grave as the gravest of its findings that are shown.
  function remark(article) {
    for (const mark of article.querySelectorAll("mark")) {
      const grades = mark.dataset.f.split(",").filter((at) => findings[at].on).map((at) => GRADES.indexOf(findings[at].grade));
      mark.classList.remove("off", ...GRADES);
      mark.classList.add(grades.length ? GRADES[Math.max(...grades)] : "off");
    }
  }
  function redraw({ article, own }) {
    const bars = new Array(article.querySelector("svg.strip").viewBox.baseVal.width).fill(null);
    for (const finding of own) if (finding.on) count(bars, finding.bin, finding.grade);
    draw(article.querySelector("svg.strip"), bars);
  }

  function apply() {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const path = byId("path").value.trim().toLowerCase();
    const rule = byId("rule").value;
    const family = rule && !/\d$/.test(rule);
    const grades = new Set(Array.from(filters.querySelectorAll("[name=grade]:checked"), (box) => box.value));
    shown = 0;
    for (const one of documents) {
      let changed = false;
      one.shown = 0;
      const here = one.name.includes(path);
      for (const finding of one.own) {
        let on = here && grades.has(finding.grade);
        on &&= !rule || (family ? finding.rule.slice(0, -3) === rule : finding.rule === rule);
        if (on && words.length) {
          finding.text ||= `${finding.item.textContent} ${finding.name}`.toLowerCase();
          on = words.every((word) => finding.text.includes(word));
        }
        if (on !== finding.on) {
          finding.on = on;
          finding.item.hidden = !on;
          changed = true;
        }
        one.shown += on;
      }
      one.article.hidden = !one.shown;
      one.stale ||= changed;
      if (one.stale && one.shown) {
        remark(one.article);
        redraw(one);
        one.stale = false;
      }
      shown += one.shown;
    }
    drawRun();
    tell();
    byId("nothing").hidden = shown > 0;
  }
  function tell() {
    const all = shown === total ? "all" : `${shown.toLocaleString("en")} of`;
    byId("shown").textContent = `${all} ${total.toLocaleString("en")} findings shown`;
  }

  // Walking: from the finding last visited, or from what is on the screen.
  function choose(at) {
    for (const marked of document.querySelectorAll(".chosen")) marked.classList.remove("chosen");
    chosen = at;
    findings[at].item.classList.add("chosen");
    for (const mark of marksOf(at)) mark.classList.add("chosen");
    // Where the list is not beside the text, a card at the foot of the screen shows the finding.
    const copy = findings[at].item.cloneNode(true);
    copy.removeAttribute("id");
    byId("card").querySelector("ul").replaceChildren(copy);
    byId("card").hidden = false;
  }
  function dismiss() {
    byId("card").hidden = true;
    if (chosen !== null) byId(`m${chosen}`)?.focus({ preventScroll: true });
  }
  function marksOf(at) {
    const article = findings[at].item.closest("article");
    return Array.from(article.querySelectorAll("mark")).filter((mark) => mark.dataset.f.split(",").includes(String(at)));
  }
  function visit(at) {
    choose(at);
    const link = byId(`m${at}`);
    link.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
    within(findings[at].item);
  }
  function within(item) {
    const list = item.parentElement;
    if (list.scrollHeight > list.clientHeight) list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 3;
  }
  function step(by) {
    const from = chosen === null ? (by > 0 ? firstAhead() : -1) : chosen + by;
    for (let at = from; at >= 0 && at < total; at += by) if (findings[at].on) return visit(at);
    return undefined;
  }
  // A click on a plot goes to what is shown nearest to it: along the run a document, along a document a finding.
  function jump(svg, x) {
    const box = svg.getBoundingClientRect();
    const bar = (x - box.left) / box.width * svg.viewBox.baseVal.width - 0.5;
    const places = svg === run
      ? documents.filter((one) => one.shown).map((one) => [Math.floor(one.at / run.dataset.size), one.own.find(({ on }) => on)])
      : documents.find(({ article }) => article.contains(svg)).own.filter(({ on }) => on).map((one) => [one.bin, one]);
    places.sort(([one], [other]) => Math.abs(one - bar) - Math.abs(other - bar));
    if (places.length) visit(places[0][1].at);
  }
  function firstAhead() {
    const one = documents.find(({ article, shown: some }) => some && article.getBoundingClientRect().bottom > 0);
    return one ? one.own[0].at : 0;
  }

  document.addEventListener("click", (event) => {
    const ruled = event.target.closest("[data-rule]:is(a)");
    if (ruled) {
      byId("rule").value = ruled.dataset.rule;
      apply();
      return;
    }
    const plot = event.target.closest("svg.run, svg.strip");
    if (plot) {
      jump(plot, event.clientX);
      return;
    }
    const mark = event.target.closest("mark");
    const item = event.target.closest(".document .findings li");
    if (mark && !mark.classList.contains("off")) {
      const at = mark.dataset.f.split(",").map(Number).find((number) => findings[number].on);
      choose(at);
      if (getComputedStyle(findings[at].item.parentElement).position === "sticky") {
        event.preventDefault();
        within(findings[at].item);
      } else {
        event.preventDefault();
      }
    } else if (item) {
      event.preventDefault();
      visit(Number(item.id.slice(1)));
    }
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && !byId("card").hidden) return dismiss();
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !byId("keys").checked) return undefined;
    const act = { n: () => step(1), p: () => step(-1), "/": () => byId("search").focus() }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
    return undefined;
  });

  let waiting = 0;
  filters.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  byId("close").addEventListener("click", dismiss);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(apply));
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));

  // The theme: what the system says, unless another one is chosen, which is kept where the browser lets it.
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const nameTheme = () => { button.textContent = isDark() ? "Light theme" : "Dark theme"; };
  try {
    const kept = localStorage.getItem("newslint-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* a page from a file may keep nothing */ }
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("newslint-theme", root.dataset.theme); } catch { /* as above */ }
    nameTheme();
  });
  system.addEventListener("change", nameTheme);
  nameTheme();
  button.hidden = false;

  filters.hidden = total === 0;
  if (!filters.hidden) {
    const fit = () => {
      const sticky = getComputedStyle(filters).position === "sticky";
      if (sticky) root.style.setProperty("--bar", `${filters.offsetHeight + 12}px`);
      else root.style.removeProperty("--bar");
    };
    new ResizeObserver(fit).observe(filters);
    fit();
    root.classList.add("filtering");
  }
  tell();
})();
