// The search page: Pagefind is fetched only when there is something to look for.
(() => {
  "use strict";
  const root = new URL("../../", document.currentScript.src);
  const box = document.querySelector(".pa-cerca");
  const PAGE = 10;
  const TITLE = document.title;
  const form = box.querySelector("form");
  const field = form.querySelector("input");
  const state = box.querySelector(".pa-cerca-stato");
  const list = box.querySelector(".pa-esiti");
  const more = box.querySelector(".pa-cerca-altri");
  const fallback = box.querySelector(".pa-cerca-ripiego");
  let engine;
  let results = [];
  let turn = 0;

  async function load() {
    const pagefind = await import(new URL("pagefind/pagefind.js", root).href);
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 28 });
    await pagefind.init();
    return pagefind;
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // An excerpt is HTML made by Pagefind: only its words and their <mark> are let through.
  function words(excerpt) {
    const parsed = new DOMParser().parseFromString(excerpt, "text/html");
    return [...parsed.body.childNodes].map((node) =>
      node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent);
  }

  function entry(page) {
    const title = element("h2", {}, element("a", { href: page.url }, page.meta.title));
    const part = page.sub_results.find((sub) => sub.anchor && sub.anchor.element !== "h1");
    return element("li", {},
      ...(page.meta.sezione ? [element("p", { className: "pa-occhiello" }, page.meta.sezione)] : []),
      title,
      element("p", {}, ...words(page.excerpt), "…"),
      ...(part ? [element("p", {}, "Vai a: ", element("a", { href: part.url }, part.title))] : []));
  }

  async function showMore(mine) {
    const from = list.children.length;
    const pages = await Promise.all(results.slice(from, from + PAGE).map((result) => result.data()));
    if (mine !== turn) return;
    list.append(...pages.map(entry));
    more.hidden = list.children.length >= results.length;
    if (from) list.children[from].querySelector("a").focus();
  }

  function count(query) {
    if (!results.length) return `Nessuna pagina per «${query}». Prova con una parola sola, o al singolare.`;
    return results.length === 1 ? `Una pagina per «${query}»` : `${results.length} pagine per «${query}»`;
  }

  async function search(query) {
    const mine = ++turn;
    field.value = query;
    list.replaceChildren();
    more.hidden = true;
    state.textContent = query ? "Cerco…" : "";
    document.title = query ? `${query} – ${TITLE}` : TITLE;
    if (!query) return;
    try {
      engine ??= await load();
      ({ results } = await engine.search(query));
      if (mine !== turn) return;
      state.textContent = count(query);
      fallback.classList.toggle("serve", !results.length);
      await showMore(mine);
    } catch {
      engine = undefined;
      state.textContent = "La ricerca non è disponibile in questo momento.";
      fallback.classList.add("serve");
    }
  }

  const asked = () => (new URLSearchParams(location.search).get("q") ?? "").trim();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = field.value.trim();
    history.pushState(null, "", `?${new URLSearchParams({ q: query })}`);
    search(query);
  });
  addEventListener("popstate", () => search(asked()));
  more.addEventListener("click", () => showMore(turn));
  search(asked());
})();
