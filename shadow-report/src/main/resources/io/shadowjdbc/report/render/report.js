"use strict";
// Filter and sort of the statements. The page is complete without: nothing here adds content.
(() => {
  const table = document.getElementById("statement-table");
  if (!table) {
    return;
  }
  const worstFirst = Array.from(table.tBodies);
  const searchable = new Map(worstFirst.map(body => [body, body.textContent.toLowerCase()]));
  const filter = document.getElementById("filter");
  const show = document.getElementById("show");
  const sort = document.getElementById("sort");
  const shown = document.getElementById("shown");
  const headers = Array.from(table.tHead.rows[0].cells);

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    for (const body of worstFirst) {
      const chosen = show.value === "all" || show.value in body.dataset;
      body.hidden = !chosen || !words.every(word => searchable.get(body).includes(word));
      count += body.hidden ? 0 : 1;
    }
    shown.value = count + " of " + worstFirst.length + " statements";
  };

  const key = (body, column) => {
    const cell = body.rows[0].cells[column];
    return "key" in cell.dataset ? Number(cell.dataset.key) : cell.textContent.trim().toLowerCase();
  };

  const order = (column, direction) => {
    headers.forEach((header, i) => {
      if (i === column) {
        header.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      } else {
        header.removeAttribute("aria-sort");
      }
    });
    sort.value = column === null ? "" : String(column);
    const sorted = worstFirst.slice();
    if (column !== null) {
      sorted.sort((a, b) => {
        const x = key(a, column);
        const y = key(b, column);
        return (x < y ? -1 : x > y ? 1 : 0) * direction;
      });
    }
    table.append(...sorted);
  };

  headers.forEach((header, column) => {
    // text sorts from A, figures from the largest; a second click turns round, a third goes back to worst first
    const first = column === 0 ? 1 : -1;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const now = header.getAttribute("aria-sort");
      const last = first > 0 ? "descending" : "ascending";
      if (now === null) {
        order(column, first);
      } else if (now === last) {
        order(null);
      } else {
        order(column, -first);
      }
    });
    sort.append(new Option(header.textContent.trim(), String(column)));
  });
  sort.addEventListener("change", () => {
    const column = sort.value === "" ? null : Number(sort.value);
    order(column, column === 0 ? 1 : -1);
  });
  filter.addEventListener("input", apply);
  show.addEventListener("change", apply);

  // a link to a statement shows it, whatever the filter says
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && searchable.has(target)) {
      if (target.hidden) {
        filter.value = "";
        show.value = "all";
        apply();
      }
      target.querySelector("details").open = true;
      target.scrollIntoView({ block: "center" });
    }
  };
  window.addEventListener("hashchange", reveal);

  document.getElementById("controls").hidden = false;
  apply();
  reveal();
})();
