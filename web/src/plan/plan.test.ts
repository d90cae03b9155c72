import { expect, test } from 'vitest';

import type { Scenario } from '../service/api';
import { brushed, canUndo, changed, fresh, opened, redo, saved, toggledLock, undo, unsaved } from './plan';

const draft = fresh('illustrative-2026');
const scenario = { id: 'id', name: 'Name', revision: 1, can_undo: true, can_redo: false } as Scenario;

test('a stroke of the brush is one change, and one undo takes it back', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  const second = brushed(first, ['E2', 'E1'], 'N02', true);
  expect(second.changes).toEqual([{ op: 'move_areas', areas: ['E1', 'E2'], to: 'N02' }]);
  expect(undo(second).changes).toEqual([]);
  expect(redo(undo(second))).toEqual(second);
});

test('a stroke that makes a neighbourhood goes on in it', () => {
  const made = changed(draft, { op: 'create', id: 'N16', name: 'North', areas: ['E1'] });
  expect(brushed(made, ['E2'], 'N16', true).changes).toEqual([{ op: 'create', id: 'N16', name: 'North', areas: ['E1', 'E2'] }]);
});

test('another neighbourhood or another stroke is another change', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  expect(brushed(first, ['E2'], 'N03', true).changes).toHaveLength(2);
  expect(brushed(first, ['E2'], 'N02', false).changes).toHaveLength(2);
});

test('a change after an undo ends what could be redone', () => {
  const undone = undo(brushed(draft, ['E1'], 'N02', false));
  expect(undone.undone).toHaveLength(1);
  expect(changed(undone, { op: 'rename', id: 'N01', name: 'North' }).undone).toEqual([]);
  expect(redo(draft)).toBe(draft);
});

test('what is saved is not undone here, and a stroke does not reach into it', () => {
  const kept = saved(brushed(draft, ['E1'], 'N02', false), scenario);
  expect(canUndo(kept)).toBe(false);
  expect(undo(kept)).toBe(kept);
  const more = brushed(kept, ['E2'], 'N02', true);
  expect(unsaved(more)).toEqual([{ op: 'move_areas', areas: ['E2'], to: 'N02' }]);
});

test('a lock is put on and taken off', () => {
  const locked = toggledLock(draft, 'N03');
  expect(locked.locked).toEqual(['N03']);
  expect(toggledLock(locked, 'N03').locked).toEqual([]);
});

test('a scenario is opened as it is now, with what was left unsaved on top', () => {
  const left = brushed(saved(brushed(draft, ['E1'], 'N02', false), scenario), ['E2'], 'N03', false);
  const now = saved(brushed(draft, ['E9'], 'N04', false), { ...scenario, revision: 5 });
  expect(opened(now, null)).toBe(now);
  const plan = opened(now, left);
  expect(plan.changes.map(change => change.op === 'move_areas' && change.areas)).toEqual([['E9'], ['E2']]);
  expect([plan.saved?.revision, unsaved(plan).length]).toEqual([5, 1]);
});
