// A field above the table of cookies that leaves the rows with all the words
// typed into it, and says how many they are. Its own words are data of the
// script element.
{
  const words = document.currentScript.dataset;
  const rows = [...document.querySelectorAll("tbody tr")];
  const add = (parent, name, attributes) => {
    const element = Object.assign(document.createElement(name), attributes);
    parent.append(element);
    return element;
  };
  // A few rows are seen at a glance.
  if (rows.length > 3) {
    const box = document.createElement("p");
    box.className = "filter";
    add(box, "label", { htmlFor: "_filter", textContent: words.label });
    const field = add(box, "input", { id: "_filter", type: "search", autocomplete: "off" });
    const count = add(box, "output");
    rows[0].closest("table").before(box);
    field.oninput = () => {
      const sought = field.value.toLowerCase().split(/\s+/);
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !sought.every((word) => text.includes(word));
      }
      count.value = words.count.replace("{shown}", rows.filter((row) => !row.hidden).length).replace("{all}", rows.length);
    };
  }
}
