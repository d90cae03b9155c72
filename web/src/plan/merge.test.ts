import { expect, test } from 'vitest';

import type { Scenario } from '../service/api';
import { clashes, onTop, settled, takenBack } from './merge';
import { brushed, changesOf, fresh, saved, undo } from './plan';

const scenario = { id: 'id', name: 'Name', revision: 1, base: 'draft' } as Scenario;
const first = brushed(fresh('draft'), ['E1'], 'N02', false);
const kept = saved(first, scenario, first.steps);
const mine = brushed(kept, ['E2'], 'N03', false);
const theirs = { ...scenario, revision: 5, changes: [...changesOf(kept), { op: 'rename', id: 'N05', name: 'Theirs' }] } as Scenario;

test('my changes come after theirs, and nothing of either is lost', () => {
  const both = onTop(mine, theirs);
  expect(changesOf(both).map(change => change.op)).toEqual(['move_areas', 'rename', 'move_areas']);
  expect([both.saved?.revision, both.steps.length - (both.saved?.steps.length ?? 0)]).toEqual([5, 1]);
});

test('what was saved although the answer was lost is not done twice', () => {
  const lost = { ...scenario, revision: 2, changes: changesOf(mine) } as Scenario;
  expect(onTop(mine, lost).steps.map(step => step.id)).toEqual(mine.steps.map(step => step.id));
  const further = onTop(brushed(mine, ['E3'], 'N04', false), { ...lost, changes: [...changesOf(mine), { op: 'rename', id: 'N05', name: 'Theirs' }] } as Scenario);
  expect(changesOf(further).map(change => change.op)).toEqual(['move_areas', 'move_areas', 'rename', 'move_areas']);
});

test('what I took back and they still have is known', () => {
  expect(takenBack(undo(kept)).map(step => step.id)).toEqual(first.steps.map(step => step.id));
  expect(takenBack(mine)).toEqual([]);
});

test('only an area that both moved to different places is a clash', () => {
  const moves = (pairs: [string, string][]) => new Map(pairs);
  const before = moves([['E1', 'N02']]);
  const here = moves([['E1', 'N02'], ['E2', 'N03'], ['E3', 'N04'], ['E4', 'N05']]);
  const there = moves([['E1', 'N07'], ['E2', 'N06'], ['E3', 'N04']]);
  expect(clashes(before, here, there)).toEqual([{ area: 'E2', mine: 'N03', theirs: 'N06' }]);
});

test('where theirs is chosen, the area goes to where they have it', () => {
  const plan = settled(mine, [{ area: 'E2', mine: 'N03', theirs: 'N06' }, { area: 'E7', mine: 'N03', theirs: 'N06' }]);
  expect(changesOf(plan).at(-1)).toEqual({ op: 'move_areas', areas: ['E2', 'E7'], to: 'N06' });
  expect(settled(mine, []).steps).toEqual(mine.steps);
});
