/** More of the panel above what is shown hides it from those who just asked for it. */
const MOST_ABOVE = 0.6;

/** The beginning of what is shown in the panel is seen, wherever what was there before had been scrolled to, and however low the panel is. */
export function reveal(): void {
  begin();
  // What is shown is drawn in a moment, and a sheet may rise for it.
  requestAnimationFrame(() => requestAnimationFrame(begin));
}

function begin(): void {
  const [panel, head, body] = ['panel', 'tabs', 'tab-panel'].map(id => document.getElementById(id));
  if (!panel || !head || !body) return;
  const sticks = Number.parseFloat(getComputedStyle(head).top) || 0;
  const beginning = body.offsetTop - head.offsetHeight - sticks;
  const isSeen = body.offsetTop - panel.scrollTop < MOST_ABOVE * panel.clientHeight;
  panel.scrollTop = isSeen ? Math.min(panel.scrollTop, beginning) : beginning;
}
