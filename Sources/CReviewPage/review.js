// The review page's script: order, filters, keys and the tooltip. The page is whole without it. Nothing is stored or sent.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const main = $("reports");
  const form = $("filters");
  const ranks = ["worst-critical", "worst-action", "worst-check", "worst-info", "failed", "clear"];
  const rank = (report) => ranks.findIndex((name) => report.classList.contains(name));

  // Order for readers of the document, not only for the eye. Array.sort keeps equals in input order.
  const reports = [...main.children].sort((a, b) => rank(a) - rank(b));
  if (reports.some((report, i) => report !== main.children[i])) main.append(...reports);
  if (location.hash.length > 1) $(location.hash.slice(1))?.scrollIntoView();

  const entries = reports.map((report) => ({
    report,
    organs: (report.dataset.organs || "").split("|"),
    flags: [...report.querySelectorAll(".flag")],
    words: null,
  }));
  const flags = entries.flatMap((entry) => entry.flags);

  // Filters
  const words = $("words"), rule = $("rule"), organ = $("organ"), flagged = $("flagged");
  const severities = [...form.elements.severity];

  function options(select, names) {
    const counts = new Map();
    for (const [value, label] of names) {
      if (value) counts.set(value, [label, (counts.get(value)?.[1] || 0) + 1]);
    }
    for (const value of [...counts.keys()].sort()) {
      const [label, count] = counts.get(value);
      const option = document.createElement("option");
      option.value = value;
      option.textContent = `${label} (${count})`;
      select.append(option);
    }
  }
  const nameOf = (flag) => {
    const name = flag.querySelector(".name").textContent;
    return name ? `${flag.dataset.rule} ${name}` : flag.dataset.rule;
  };
  options(rule, flags.map((flag) => [flag.dataset.rule, nameOf(flag)]));
  options(organ, entries.flatMap((entry) => entry.organs.map((name) => [name, name])));
  if (flags.length === 0) {
    for (const part of [rule.parentElement, severities[0].closest("fieldset"), flagged.parentElement]) part.hidden = true;
  }

  let shown = [];
  function filter() {
    const needle = words.value.trim().toLowerCase();
    const grades = new Set(severities.filter((box) => box.checked).map((box) => box.value));
    const byFlag = rule.value !== "" || grades.size < severities.length || flagged.checked;
    let visible = 0;
    shown = [];
    for (const entry of entries) {
      let left = 0;
      for (const flag of entry.flags) {
        const fits = grades.has(flag.dataset.severity) && (!rule.value || flag.dataset.rule === rule.value)
          && (!organ.value || flag.dataset.organ === organ.value);
        flag.hidden = !fits;
        if (fits) left += 1;
      }
      let fits = byFlag ? left > 0 : !organ.value || entry.organs.includes(organ.value);
      if (fits && needle) {
        entry.words ??= entry.report.textContent.toLowerCase();
        fits = entry.words.includes(needle);
      }
      entry.report.hidden = !fits;
      if (fits) {
        visible += 1;
        shown.push(...entry.flags.filter((flag) => !flag.hidden));
      }
    }
    const counted = (n, all, one, many) => `${n} of ${all} ${all === 1 ? one : many}`;
    $("count").textContent = counted(visible, entries.length, "report", "reports")
      + (flags.length ? ` · ${counted(shown.length, flags.length, "flag", "flags")}` : "");
    $("nothing").hidden = visible > 0;
    if (current && !shown.includes(current)) mark(null);
    place();
  }

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  // The current flag and its evidence
  let current = null;
  function mark(flag) {
    current?.removeAttribute("aria-current");
    for (const part of main.querySelectorAll(".e.on")) part.classList.remove("on");
    current = flag;
    if (!flag) return;
    flag.setAttribute("aria-current", "true");
    for (const part of flag.closest(".report").querySelectorAll(`[data-q~="${flag.dataset.n}"]`)) part.classList.add("on");
  }
  function place() {
    const at = shown.indexOf(current);
    $("place").textContent = at < 0 ? "" : `flag ${at + 1} of ${shown.length}`;
  }
  function open(target) {
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  }
  function go(target) {
    open(target);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }
  const bar = () => (getComputedStyle(form).position === "sticky" && !form.hidden ? form.offsetHeight : 0);

  // The item after or before the one that has the focus, or the first that follows it in the document.
  function step(items, by, from) {
    if (items.length === 0) return null;
    const at = items.indexOf(from);
    if (at >= 0) return items[Math.min(items.length - 1, Math.max(0, at + by))];
    if (!from || !main.contains(from)) return by > 0 ? items[0] : items[items.length - 1];
    const follows = (item) => from.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
    return by > 0 ? items.find(follows) || items[items.length - 1] : items.findLast((item) => !follows(item)) || items[0];
  }
  function stepFlag(by) {
    const flag = step(shown, by, current || document.activeElement);
    if (!flag) return;
    mark(flag);
    go(flag);
    besides(flag, flag.closest(".report").querySelector(`[data-q~="${flag.dataset.n}"]`));
    place();
  }
  // Brings the evidence into sight too, where the flag need not leave for it.
  function besides(flag, evidence) {
    if (!evidence || innerWidth <= 860) return;
    const [card, words] = [flag.getBoundingClientRect(), evidence.getBoundingClientRect()];
    const report = flag.closest(".report");
    if (report.querySelector(".text.fits")) return;
    const stays = report.querySelector(".panel.fits");
    const top = stays ? words.top : Math.min(card.top, words.top);
    const bottom = stays ? words.bottom : Math.max(card.bottom, words.bottom);
    const [from, to] = [bar() + 12, innerHeight - 12];
    if (bottom - top > to - from) return;
    if (top < from) scrollBy(0, top - from);
    else if (bottom > to) scrollBy(0, bottom - to);
  }
  function stepMark(by) {
    const marks = [...main.querySelectorAll(".report:not([hidden]) .text a")];
    const target = step(marks, by, document.activeElement);
    if (target) go(target);
  }

  // Keys; none is taken while a field has the focus or a key of the browser is held.
  const help = $("help");
  const typing = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
  const keys = {
    j: () => stepFlag(1), ArrowRight: () => stepFlag(1),
    k: () => stepFlag(-1), ArrowLeft: () => stepFlag(-1),
    n: () => stepMark(1), p: () => stepMark(-1),
    "/": () => { words.focus(); words.select(); },
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (!tip.hidden) hide();
      else if (typing(event.target)) event.target.blur();
      return;
    }
    if (help.open || typing(event.target)) return;
    if (event.key === "Enter" && event.target.classList.contains("flag")) {
      event.target.querySelector(".evidence a")?.click();
      event.preventDefault();
      return;
    }
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  $("keys").addEventListener("click", () => help.showModal());

  // A link within the page moves the focus too, and opens what is folded.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#r']");
    const target = link && $(link.getAttribute("href").slice(1));
    if (!target || target === main) return;
    event.preventDefault();
    if (target.classList.contains("flag")) {
      if (target.hidden) form.reset();
      mark(target);
    } else if (link.closest(".flag")) {
      mark(link.closest(".flag"));
    }
    go(target);
    place();
  });
  main.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("flag") && event.target !== current) {
      mark(event.target);
      place();
    }
  });

  // The tooltip of marks, for pointer and keyboard alike
  const tip = $("tip");
  let labelled = null;
  function hide() {
    labelled = null;
    tip.hidden = true;
  }
  function show(part) {
    if (!part) return hide();
    labelled = part;
    if (part.title) {
      // In place of the browser's own tooltip, which the keyboard does not reach.
      part.dataset.tip = part.title;
      part.setAttribute("aria-description", part.title);
      part.removeAttribute("title");
    }
    tip.textContent = part.dataset.tip.split(" — ").join("\n");
    tip.hidden = false;
    const box = part.getClientRects()[0];
    const left = Math.min(Math.max(12, box.left), innerWidth - tip.offsetWidth - 12);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > bar() ? above : box.bottom + 8}px`;
  }
  document.addEventListener("mouseover", (event) => show(event.target.closest?.(".text [title], .text [data-tip]")));
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(":focus-visible")) show(event.target.closest(".text [title], .text [data-tip]"));
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", () => {
    if (labelled) show(labelled === document.activeElement ? labelled : null);
  }, { passive: true });

  // On paper every report is open.
  addEventListener("beforeprint", () => {
    for (const details of main.querySelectorAll("details:not([open])")) {
      details.dataset.shut = "";
      details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const details of main.querySelectorAll("details[data-shut]")) {
      delete details.dataset.shut;
      details.open = false;
    }
  });

  // Flags stay in sight beside a long text and a text beside many flags, where they fit into the window; measured when
  // they come near it.
  const panels = new IntersectionObserver((seen) => {
    const room = innerHeight - bar() - 20;
    const near = seen.filter((entry) => entry.isIntersecting).map((entry) => [entry.target, entry.target.offsetHeight <= room]);
    for (const [panel, fits] of near) panel.classList.toggle("fits", fits);
  }, { rootMargin: "50%" });
  function measure() {
    document.documentElement.style.setProperty("--bar", `${bar()}px`);
    panels.disconnect();
    for (const panel of main.querySelectorAll(".flagged .panel, .flagged .text")) panels.observe(panel);
  }

  $("more").addEventListener("click", () => {
    $("more").setAttribute("aria-expanded", String(form.classList.toggle("all")));
  });
  if (innerWidth <= 600) document.querySelector(".legend").open = false;
  form.hidden = false;
  addEventListener("resize", measure);
  main.addEventListener("toggle", measure, true);
  filter();
  measure();
})();
