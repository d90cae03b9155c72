import { expect, test } from 'vitest';

import type { Issue } from '../../service/api';
import { groups, keyOf, sorted } from './found';

const issue = (kind: string, zone: string, isNew: boolean) => ({ kind, new: isNew, neighbourhood: { id: zone, name: zone }, area: null, practice: null, network: null }) as unknown as Issue;
const all = [issue('policy_breach', 'N01', true), issue('in_pieces', 'N02', false), issue('policy_breach', 'N02', true)];

test('issues of one kind are together, in one neighbourhood or in all', () => {
  expect(groups(all, '').map(group => [group.title, group.issues.length])).toEqual([['Outside the policy', 2], ['In pieces', 1]]);
  expect(groups(all, 'N01').map(group => group.issues.length)).toEqual([1]);
});

test('what the draft has and the plan has not is mended', () => {
  const found = sorted(all, [issue('in_pieces', 'N02', false), issue('no_practice', 'N03', false)]);
  expect([found.new.length, found.before.length, found.mended.map(issue => issue.kind)]).toEqual([2, 1, ['no_practice']]);
});

test('an issue has the same name after its numbers changed', () => {
  expect(keyOf(all[0]!)).toBe('policy_breach N01');
});
