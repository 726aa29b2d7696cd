// Texts whose contrast to their background is below WCAG 2 AA (4.5 to 1).
(() => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const parse = text => text.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const background = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = parse(getComputedStyle(e).backgroundColor);
      if (color.length === 3 || color[3] > 0) {
        return color;
      }
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const own = Array.from(element.childNodes).some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    if (!own || element.getClientRects().length === 0 || element.tagName === "SCRIPT") {
      continue;
    }
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(background(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) {
      bad.add(element.tagName + "." + element.className + " " + contrast.toFixed(2));
    }
  }
  return Array.from(bad);
})()
