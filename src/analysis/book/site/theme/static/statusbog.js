// Light and dark, receipts where the number is, arrow keys in tables, and finding and sorting in long ones. Everything works without: links lead to the receipts.
const words = document.getElementById("ord").dataset;

// A switch that remembers only when it is used.
const theme = document.getElementById("tema");
const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const sayTheme = () => { theme.textContent = isDark() ? theme.dataset.light : theme.dataset.dark };
theme.hidden = false;
sayTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", sayTheme);
theme.addEventListener("click", () => {
  const chosen = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  try { localStorage.setItem("tema", chosen) } catch { /* storage is closed */ }
  sayTheme();
});

// Receipts. The page of receipts is fetched once; where it cannot be, the link leads to it.
const pages = new Map();
const receiptsOf = (address) => {
  if (!pages.has(address)) pages.set(address, fetch(address).then((r) => { if (!r.ok) throw r; return r.text() })
    .then((text) => new DOMParser().parseFromString(text, "text/html")));
  return pages.get(address);
};
const hrefOf = (link) => new URL(link.getAttribute("href"), location.href);

function receiptBox(link, receipts) {
  const box = document.createElement("div");
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: words.close });
  Object.assign(box, { popover: "auto", tabIndex: -1 });
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", words.receipt);
  const way = hrefOf(link);
  for (const receipt of receipts) {
    const copy = receipt.cloneNode(true);
    for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
    for (const inner of copy.querySelectorAll("a[href]")) inner.href = new URL(inner.getAttribute("href"), way).href;
    for (const back of copy.querySelectorAll(".back")) back.remove();
    const whole = document.createElement("div");
    whole.className = "kvittering";
    whole.append(...copy.childNodes);
    box.append(whole);
  }
  close.addEventListener("click", () => box.hidePopover());
  box.append(close);
  box.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    const inside = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    if (inside) link.focus({ preventScroll: true });
  });
  return box;
}

function place(box, link) {
  const at = link.getBoundingClientRect();
  const below = at.bottom + 6 + box.offsetHeight <= innerHeight;
  box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - box.offsetHeight - 6)}px`;
}

async function open(link) {
  const way = hrefOf(link);
  try {
    const page = await receiptsOf(way.href.split("#")[0]);
    const ids = (link.dataset.rows ?? decodeURIComponent(way.hash.slice(1))).split(" ");
    const receipts = ids.map((id) => page.getElementById(id)).filter(Boolean);
    if (!receipts.length) throw way;
    const box = receiptBox(link, receipts);
    document.body.append(box);
    box.showPopover();
    place(box, link);
    box.focus({ preventScroll: true });
  } catch { location.href = way.href }
}

if (HTMLElement.prototype.showPopover && location.protocol !== "file:") {
  for (const link of document.querySelectorAll("main a.r")) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a.r");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
}

// A table is one tab stop; arrow keys move between what can be reached in it.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const WAYS = "a[href], button, input";

function next(table, link, key) {
  const links = [...table.querySelectorAll(WAYS)];
  if (key === "Home") return links[0];
  if (key === "End") return links.at(-1);
  const [down, right] = STEPS[key];
  if (right) return links[links.indexOf(link) + right];
  const cell = link.closest("td, th");
  const column = cell.cellIndex;
  for (let row = cell.parentElement.rowIndex + down; table.rows[row]; row += down) {
    const found = table.rows[row].cells[column]?.querySelector(WAYS);
    if (found) return found;
  }
}

for (const table of document.querySelectorAll("main table")) {
  const links = table.querySelectorAll(WAYS);
  if (links.length < 2) continue;
  links.forEach((link, number) => { link.tabIndex = number ? -1 : 0 });
  table.setAttribute("aria-describedby", "pile");
  table.addEventListener("focusin", (event) => {
    const link = event.target.closest(WAYS);
    if (!link) return;
    table.querySelector(`:is(${WAYS})[tabindex="0"]`)?.setAttribute("tabindex", "-1");
    link.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest(WAYS);
    const asked = link && link.tagName !== "INPUT" && (event.key in STEPS || event.key === "Home" || event.key === "End");
    const found = asked && !event.altKey && !event.ctrlKey && !event.metaKey && next(table, link, event.key);
    if (!found) return;
    event.preventDefault();
    found.focus();
  });
}

// A long table can be searched and sorted. What is filtered away is hidden, and how much is left is said.
const labelled = (text, field) => {
  const label = document.createElement("label");
  label.append(`${text} `, field);
  return label;
};
const textOf = (row, column) => row.cells[column]?.textContent.trim() ?? "";
const numberIn = (text) => {
  const found = text.match(/[-\u2212]?\d[\d.]*(,\d+)?/);
  return found ? Number(found[0].replace("\u2212", "-").replaceAll(".", "").replace(",", ".")) : NaN;
};

// Numbers with the largest first, words by the alphabet, the empty last.
function inOrder(rows, column, isNumber) {
  const key = new Map(rows.map((row) => [row, isNumber ? numberIn(textOf(row, column)) : textOf(row, column)]));
  const isEmpty = (row) => (isNumber ? Number.isNaN(key.get(row)) : !key.get(row));
  const full = rows.filter((row) => !isEmpty(row));
  full.sort((a, b) => (isNumber ? key.get(b) - key.get(a) : key.get(a).localeCompare(key.get(b), document.documentElement.lang)));
  return [...full, ...rows.filter(isEmpty)];
}

function findIn(table) {
  const body = table.tBodies[0];
  const [sums, rows] = [[...body.rows].filter((row) => row.matches(".sum")), [...body.rows].filter((row) => !row.matches(".sum, .group"))];
  const groups = [...body.rows].filter((row) => row.matches(".group"));
  const heads = [...table.tHead.rows[0].cells];
  const search = Object.assign(document.createElement("input"), { type: "search" });
  const left = Object.assign(document.createElement("span"), { role: "status" });
  const tools = Object.assign(document.createElement("p"), { className: "find noprint" });
  tools.append(labelled(words.find, search));
  search.addEventListener("input", () => {
    const asked = search.value.trim().toLocaleLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(asked);
    for (const row of [...groups, ...sums]) row.hidden = Boolean(asked);
    left.textContent = asked ? words.left.replace("{shown}", rows.filter((row) => !row.hidden).length).replace("{all}", rows.length) : "";
  });
  if (!groups.length) {
    const order = document.createElement("select");
    order.append(new Option(words.given, ""), ...heads.map((head, column) => new Option(head.textContent.trim(), column)));
    order.addEventListener("change", () => {
      const chosen = heads[order.value];
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      chosen?.setAttribute("aria-sort", chosen.matches(".num") ? "descending" : "ascending");
      body.append(...(chosen ? inOrder(rows, order.value, chosen.matches(".num")) : rows), ...sums);
    });
    tools.append(labelled(words.order, order));
  }
  tools.append(left);
  table.before(tools);
}

for (const table of document.querySelectorAll("main table.long")) if (table.tHead) findIn(table);
