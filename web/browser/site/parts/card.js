function cell(text, kind, language) {
  const element = document.createElement("td");
  element.textContent = text;
  element.className = kind;
  if (language) {
    element.lang = language;
  }
  return element;
}

/** One row of the table for each tea. */
export function rows(card) {
  return card.map((tea) => {
    const row = document.createElement("tr");
    row.append(
      cell(tea.en, "name"),
      cell(tea.zh, "name", "zh-Hans"),
      cell(tea.steeps, ""),
      cell(`¥ ${tea.yuan}`, "number"),
    );
    return row;
  });
}
