/** Issues to step through before a meeting, each with where to look where there is a map. */

import type { Issue } from '../service/api';
import { h } from '../ui/dom';
import type { Box } from '../service/facts';

export function issues(list: readonly Issue[], goTo: ((box: Box) => void) | null): HTMLElement {
  const ordered = [...list].sort((one, other) => Number(other.new) - Number(one.new));
  const items = ordered.map(issue =>
    h(
      'li',
      { class: `app-issue app-issue--${issue.severity}` },
      issue.new && h('strong', { class: 'app-tag app-tag--red' }, 'New'),
      ' ',
      issue.text,
      ' ',
      goTo && issue.bbox && h('button', { type: 'button', class: 'app-link', onclick: () => goTo(issue.bbox as Box) }, 'Show on the map'),
    ),
  );
  const fresh = list.filter(issue => issue.new).length;
  return h('div', {}, h('p', {}, `${list.length} issues, ${fresh} of them brought by the changes.`), h('ol', { class: 'app-list app-list--number' }, ...items));
}
