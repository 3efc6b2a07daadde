/** A label as text of an SVG. */
export const escaped = (label: string) =>
  label.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] as string);
