// Filters a list that is whole without it: the form shows up only where this script runs.
for (const form of document.querySelectorAll("form[data-filtro]")) {
  const list = document.getElementById(form.dataset.filtro);
  const items = [...list.querySelectorAll("li[data-esito]")];
  const status = form.querySelector("[role=status]");
  const filter = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    for (const item of items) {
      item.hidden = !wanted.every(([name, value]) => item.dataset[name] === value);
    }
    for (const group of list.querySelectorAll("section")) {
      const left = group.querySelectorAll("li[data-esito]:not([hidden])").length;
      group.hidden = !left;
      const count = group.querySelector(":scope > h2 [data-conta]");
      if (count) count.textContent = left;
    }
    const left = items.filter((item) => !item.hidden).length;
    status.textContent = `${left} di ${items.length} ${form.dataset.voci}`;
  };
  // A link to an entry that the filter hides: the entry comes first.
  const reveal = () => {
    const target = items.find((item) => item.id === decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.hidden) return;
    form.reset();
    filter();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
}
