import { expect, test } from 'vitest';

import type { Issue } from '../../service/api';
import { counts, groups } from './found';

const issue = (kind: string, zone: string, state: string, reason?: string) => ({ kind, state, neighbourhood: { id: zone, name: zone }, accepted: reason ? { change: 0, reason } : null }) as unknown as Issue;
const all = [issue('policy_breach', 'N01', 'new'), issue('in_pieces', 'N02', 'same'), issue('policy_breach', 'N02', 'new'), issue('no_practice', 'N03', 'mended')];

test('what is accepted is found by that, and counted by its state as before', () => {
  const some = [...all, issue('in_pieces', 'N03', 'new', 'the river')];
  expect(groups(some, 'accepted', '').map(group => group.kind)).toEqual(['in_pieces']);
  expect(counts(some)).toMatchObject({ new: 3, accepted: 1 });
});

test('issues of one kind and state are together, in one neighbourhood or in all', () => {
  expect(groups(all, 'new', '').map(group => [group.title, group.issues.length])).toEqual([['Outside the policy', 2]]);
  expect(groups(all, 'new', 'N02')[0]?.issues).toHaveLength(1);
  expect(groups(all, 'mended', '').map(group => group.kind)).toEqual(['no_practice']);
  expect(counts(all)).toEqual({ new: 2, worse: 0, same: 1, better: 0, mended: 1, accepted: 0 });
});
