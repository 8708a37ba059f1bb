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
      group.hidden = !group.querySelector("li[data-esito]:not([hidden])");
    }
    const left = items.filter((item) => !item.hidden).length;
    status.textContent = `${left} di ${items.length} ${form.dataset.voci}`;
  };
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
}
