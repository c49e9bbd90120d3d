// The search page. The index is loaded when somebody has asked; what a page says around the words only for hits in sight.
const answer = document.getElementById("svar");
const list = document.getElementById("search-results");
const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
const root = document.documentElement.dataset.root;
const BONUS = [-4, -2, 0, 2]; // the first page, reference pages, chapters, the newest edition's chapters
const WORD = /\d+(?:[.,]\d+)*|\p{L}+/gu;

function makeRules(given) {
  const split = (text) => text.split(" ");
  const letters = Object.fromEntries(split(given.letters).map((pair) => pair.split("=")));
  const fold = (word) => [...word.toLowerCase()].map((letter) => letters[letter] ?? letter).join("");
  const stop = new Set(split(given.stop).map(fold));
  const single = (word) => (word.length > 3 && word.at(-1) === word.at(-2) && !"aeiouy".includes(word.at(-1)) ? word.slice(0, -1) : word);
  const strip = (word, endings, repeat) => {
    for (const ending of endings) {
      if (!word.endsWith(ending)) continue;
      const left = single(word.slice(0, word.length - ending.length));
      if (left.length >= +given.short && /[aeiouy]/.test(left) && !stop.has(left)) return repeat ? strip(left, endings, true) : left;
    }
    return word;
  };
  const stem = (raw) => {
    const word = fold(raw);
    if (/^\d/.test(word)) return word.replace(/(?<=\d)\.(?=\d{3}\b)/g, "");
    const endings = split(given.endings);
    return strip(strip(strip(word, endings, true), split(given.derived), false), endings, true);
  };
  return { fold, stop, stem, joints: split(given.joints) };
}

function far(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = [...Array(other.length + 1).keys()], before = row;
  for (let i = 1; i <= one.length; i++) {
    const now = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      now[j] = Math.min(row[j] + 1, now[j - 1] + 1, row[j - 1] + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) now[j] = Math.min(now[j], before[j - 2] + 1);
    }
    [before, row] = [row, now];
  }
  return row.at(-1);
}

function search(index, text) {
  const rules = makeRules(index.rules);
  const places = new Map();
  for (const [where, stems] of Object.entries(index.stems)) for (const stem of stems.split(" ")) places.set(stem, where);
  const levels = (stem) => [...(places.get(stem) ?? "")].map((level) => parseInt(level, 36));
  const together = (lists, join) => index.pages.map((_, page) => join(...lists.map((one) => one[page] ?? 0)));
  const near = [];

  // A compound that the book has not: pages that have both of its parts.
  function parts(word) {
    const folded = rules.fold(word);
    for (let place = folded.length - 4; place >= 3; place--) {
      const left = [folded.slice(0, place), ...rules.joints.map((joint) => (folded.slice(0, place).endsWith(joint) ? folded.slice(0, place - joint.length) : ""))];
      const first = left.map(rules.stem).find((stem) => places.has(stem)), last = rules.stem(folded.slice(place));
      if (first && places.has(last)) return together([levels(first), levels(last)], Math.min);
    }
  }
  function around(stem) {
    const found = stem.length > 3 ? [...places.keys()].filter((other) => other.startsWith(stem) || other.endsWith(stem)) : [];
    return found.length ? together(found.map(levels), Math.max) : undefined;
  }
  function nearest(stem) {
    const most = stem.length > 6 ? 2 : stem.length > 3 ? 1 : 0;
    const all = [...places.keys()].map((other) => [far(stem, other, most), other]).filter(([distance]) => distance <= most && distance);
    const best = Math.min(...all.map(([distance]) => distance));
    const found = all.filter(([distance]) => distance === best).map(([, other]) => other);
    if (found.length && !/^\d/.test(stem)) { near.push(found[0]); return levels(found[0]) }
  }
  function of(word) {
    const stem = rules.stem(word);
    const lists = [stem, ...(index.same[stem]?.split(" ") ?? [])].filter((one) => places.has(one)).map(levels);
    return lists.length ? together(lists, Math.max) : (parts(word) ?? around(stem) ?? nearest(stem) ?? []);
  }

  const all = text.toLowerCase().match(WORD) ?? [];
  const words = all.filter((word) => !rules.stop.has(rules.fold(word)));
  const lists = words.map(of);
  const hits = lists.length ? index.pages.map((page, number) => ({ page, number, scores: lists.map((one) => one[number] ?? 0) })) : [];
  return {
    words: words.map(rules.stem), near, rules,
    hits: hits.filter((hit) => hit.scores.every(Boolean))
      .map((hit) => ({ ...hit, score: hit.scores.reduce((sum, one) => sum + one, 0) + BONUS[hit.page[2]] }))
      .sort((one, other) => other.score - one.score || one.number - other.number),
  };
}

// The first sentence or cell of a page that has one of the words, with the words marked.
function snippet(page, found) {
  const wanted = (word) => found.words.concat(found.near).some((stem) => { const own = found.rules.stem(word); return own === stem || (stem.length > 3 && found.rules.fold(word).includes(stem)) });
  for (const part of page.querySelectorAll("main :is(p, li, td, h2, h3, figcaption, dd)")) {
    if (part.closest("nav, pre, .cell_input")) continue;
    const text = part.textContent.trim().replace(/\s+/g, " ");
    const at = [...text.matchAll(/[\p{L}\d.,]+/gu)].find((word) => wanted(word[0]));
    if (!at) continue;
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at.index - 60)));
    const line = document.createElement("p");
    const mark = Object.assign(document.createElement("mark"), { textContent: at[0] });
    line.append((start ? "… " : "") + text.slice(start, at.index), mark, text.slice(at.index + at[0].length, at.index + 140) + (text.length > at.index + 140 ? " …" : ""));
    return line;
  }
}

function show(found) {
  const count = found.hits.length;
  const said = count === 1 ? answer.dataset.one : count ? answer.dataset.some.replace("{count}", count) : answer.dataset.none;
  answer.textContent = (count && found.near.length ? answer.dataset.near.replace("{asked}", asked).replace("{found}", found.near.join(" ")) + " " : "") + said;
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      fetch(target.firstChild.href).then((r) => r.text()).then((text) => {
        const line = snippet(new DOMParser().parseFromString(text, "text/html"), found);
        if (line) target.append(line);
      }).catch(() => {});
    }
  });
  for (const { page: [name, title] } of found.hits) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: `${root}${name}.html`, textContent: title }));
    list.append(item);
    if (location.protocol !== "file:") seen.observe(item);
  }
}

document.querySelector("header [name=q]").value = asked;
if (asked) {
  const script = Object.assign(document.createElement("script"), { src: answer.dataset.index });
  script.addEventListener("load", () => show(search(window.statusbogIndex, asked)));
  document.head.append(script);
}
