/** Issues to step through before a meeting, each with where to look where there is a map. */

import type { Issue } from '../service/api';
import { h } from '../ui/dom';
import type { Box } from '../service/facts';

/** How an issue stands beside the base, in words and a colour; one that is the same needs neither. */
const STATES: Partial<Record<Issue['state'], readonly [string, string]>> = {
  new: ['New', 'red'],
  worse: ['Worse', 'orange'],
  better: ['Better', 'aqua-green'],
  mended: ['Mended', 'green'],
};

export function issues(list: readonly Issue[], goTo: ((box: Box) => void) | null): HTMLElement {
  const ordered = [...list].sort((one, other) => Number(other.new) - Number(one.new));
  const items = ordered.map(issue =>
    h(
      'li',
      { class: `app-issue app-issue--${issue.severity}` },
      STATES[issue.state] && h('strong', { class: `app-tag app-tag--${STATES[issue.state]?.[1]}` }, STATES[issue.state]?.[0] ?? ''),
      ' ',
      issue.text,
      ' ',
      goTo && issue.bbox && h('button', { type: 'button', class: 'app-link', onclick: () => goTo(issue.bbox as Box) }, 'Show on the map'),
    ),
  );
  const of = (state: Issue['state']) => list.filter(issue => issue.state === state).length;
  const told = `${list.length - of('mended')} issues, ${of('new')} of them brought by the changes and ${of('worse')} made worse; ${of('better')} are better than in the base, and ${of('mended')} more mended.`;
  return h('div', {}, h('p', {}, told), h('ol', { class: 'app-list app-list--number' }, ...items));
}
