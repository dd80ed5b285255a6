// The moving part of a workshop's page.
"use strict";
(() => {
  const part = (id, page = document) => page.getElementById(id), live = part("live"), told = live.dataset;
  const all = (rule, act) => live.querySelectorAll(rule).forEach(act);
  const say = (id, text) => part(id).textContent !== text && (part(id).textContent = text);
  let stamp = `"${live.firstElementChild.dataset.stamp}.${document.documentElement.lang}"`, timer;
  const tick = () => all("[data-left]", (each) => {
    each.due ??= Date.now() + each.dataset.left * 1000;
    const left = Math.round((each.due - Date.now()) / 1000), rest = Math.abs(left);
    each.textContent = (left < 0 ? "−" : "") + (rest / 60 | 0) + ":" + `${rest % 60}`.padStart(2, 0);
  });
  // A form being filled in stays.
  const show = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html"), at = document.activeElement, held = live.contains(at);
    all("details[open]", (each) => (part(each.id, page) || each).open = true);
    all("form", (form) => {
      const twin = part(form.id, page);
      if (!form.touched) return;
      if (twin) twin.replaceWith(form);
      else if (told.unsent) say("unsent", told.unsent + [...form.elements].map((each) => each.inputMode && each.value).join(" "));
    });
    live.replaceChildren(...page.body.childNodes);
    tick();
    if (held) (part(at.id) || part("now")).focus();
    say("said", part("now").textContent);
  };
  const ask = async () => {
    clearTimeout(timer);
    if (live.querySelector("[data-over]")) return;
    try {
      const got = await fetch(told.now, { headers: { "If-None-Match": stamp }, signal: AbortSignal.timeout(9000) });
      if (got.status === 404) location.reload();
      if (got.status !== 304) {
        if (!got.ok || got.redirected) throw got;
        show(await got.text());
        stamp = got.headers.get("ETag");
      }
      say("lost", "");
    } catch {
      say("lost", told.lost);
    }
    clearTimeout(timer);
    timer = setTimeout(ask, (document.hidden ? 7500 : 2000) * (0.9 + Math.random() / 5));
  };
  live.addEventListener("input", (event) => event.target.form.touched = true);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  setInterval(tick, 1000);
  ask();
})();
