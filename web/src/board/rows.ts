const nameOf = (row: Element): string => (row as HTMLElement).dataset["row"] ?? "";
const revisionOf = (row: Element): string => (row as HTMLElement).dataset["revision"] ?? "";

/** Brings rows up to date one by one. The ones that did not change stay as they are, and the focus where it is. */
export const mergeRows = (rows: Element, fresh: Element, dress: (root: ParentNode) => void): void => {
  const next = new Map([...fresh.children].map((row) => [nameOf(row), row]));
  for (const row of [...rows.children]) {
    if (!next.has(nameOf(row))) row.remove();
  }
  const known = new Map([...rows.children].map((row) => [nameOf(row), row]));
  let place = rows.firstElementChild;
  for (const [name, row] of next) {
    const before = known.get(name);
    if (before === undefined) {
      const added = document.importNode(row, true);
      dress(added);
      rows.insertBefore(added, place);
      continue;
    }
    if (revisionOf(before) !== revisionOf(row)) renewCells(before, row, dress);
    place = before.nextElementSibling;
  }
};

const renewCells = (row: Element, fresh: Element, dress: (root: ParentNode) => void): void => {
  const cells = [...document.importNode(fresh, true).children];
  for (const [i, cell] of [...row.children].entries()) {
    const next = cells[i];
    if (!next || cell.contains(document.activeElement)) continue;
    cell.replaceWith(next);
    dress(next);
  }
  (row as HTMLElement).dataset["revision"] = revisionOf(fresh);
};
