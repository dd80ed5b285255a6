// Answers, side panel and papers without a page load.
"use strict";
(() => {
  let turn = 0;
  const part = (id, page = document) => page.getElementById(id);
  const read = async (request, body) => {
    const got = await fetch(request, body && { method: "POST", body, keepalive: true });
    return [got, new DOMParser().parseFromString(await got.text(), "text/html")];
  };
  const refresh = async () => {
    const own = ++turn, address = new URL(location);
    address.searchParams.set("panel", 1);
    part("panel").setAttribute("aria-busy", true);
    try {
      const [, page] = await read(address);
      if (own === turn) part("panel").replaceChildren(...part("panel", page).childNodes);
    } finally {
      if (own === turn) part("panel").removeAttribute("aria-busy");
    }
  };
  const answer = async (form, button) => {
    const [got, page] = await read(form.action, new URLSearchParams(new FormData(form, button)));
    if (!part("panel", page)) return got.ok ? location.assign(got.url) : form.submit();
    part("main").replaceWith(part("main", page));
    document.title = page.title;
    if (got.url !== location.href) history.pushState(null, "", got.url);
    const first = part("main").querySelector("[role=alert]") || part("main").querySelector("h1");
    first.tabIndex = -1;
    first.focus();
    scrollTo(0, 0);
    if (got.ok) refresh();
  };
  const look = async () => {
    const [got, page] = await read(location);
    if (part("look", page)) setTimeout(() => look().catch(() => {}), 2000);
    else if (got.ok) location.reload();
    else part("main").replaceWith(part("main", page));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, kind = form.dataset.live;
    if (!kind) return;
    event.preventDefault();
    const done = kind === "answer" ? answer(form, event.submitter) : refresh();
    done.catch(() => form.submit());
  });
  addEventListener("popstate", () => location.reload());
  if (part("panel")?.dataset.wait) refresh().catch(() => {});
  if (part("look")) look().catch(() => {});
})();
