// Added by "serve --watch" alone: asks whether the page is another one now, and shows what is wrong with the data.
"use strict";
(() => {
  const own = document.currentScript;
  const seen = { page: own.dataset.page, version: own.dataset.version, mark: "" };
  let asking = null;

  const banner = (text) => {
    document.getElementById("statusbog-fault")?.remove();
    if (!text) return;
    const box = document.createElement("pre");
    box.id = "statusbog-fault";
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:sticky;top:0;z-index:99;margin:0;padding:.7rem 1rem;max-height:40vh;overflow:auto;" +
      "white-space:pre-wrap;font:15px/1.4 ui-monospace,monospace;background:#7a1120;color:#fff";
    box.textContent = text;
    document.body.prepend(box);
  };

  const ask = async () => {
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch("/_statusbog/news?" + new URLSearchParams(seen), { signal: mine.signal, cache: "no-store" });
      const news = await answer.json();
      if (news.version && news.version !== seen.version) return location.reload();
      if (news.mark !== seen.mark) banner(news.fault);
      seen.mark = news.mark;
    } catch (error) {
      if (mine !== asking) return;
      await new Promise((done) => setTimeout(done, 500));
    }
    if (mine === asking) ask();
  };

  // Of several tabs the one that is looked at comes first.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    asking?.abort();
    ask();
  });
  ask();
})();
