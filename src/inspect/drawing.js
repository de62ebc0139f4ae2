// A piece of a drawing.
function draw(parent, name, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

// An empty drawing as wide as its place.
function drawing(place, height) {
  place.textContent = '';
  const width = Math.max(260, place.clientWidth);
  const svg = draw(place, 'svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  return { svg, width, height };
}

