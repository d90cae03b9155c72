/** The beginning of what is shown in the panel is seen, wherever what was there before had been scrolled to. */
export function reveal(): void {
  const [panel, head, body, said] = ['panel', 'tabs', 'tab-panel', 'said'].map(id => document.getElementById(id));
  if (panel && head && body) panel.scrollTop = Math.min(panel.scrollTop, body.offsetTop - head.offsetHeight - (said?.offsetHeight ?? 0));
}
