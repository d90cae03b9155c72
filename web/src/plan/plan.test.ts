import { expect, test } from 'vitest';

import type { Change, Scenario } from '../service/api';
import { brushed, canUndo, certificateOf, certified, changed, changesOf, fresh, isSaved, leftOut, planFrom, planOf, redo, replaced, sameChanges, saved, startedAgain, toggledLock, undo, withAll, without } from './plan';

const draft = fresh('illustrative-2026');
const scenario = { id: 'id', name: 'Name', revision: 1, base: 'illustrative-2026', changes: [] } as unknown as Scenario;

test('a stroke of the brush is one change, and one undo takes it back', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  const second = brushed(first, ['E2', 'E1'], 'N02', true);
  expect(changesOf(second)).toEqual([{ op: 'move_areas', areas: ['E1', 'E2'], to: 'N02' }]);
  expect(undo(second).steps).toEqual([]);
  expect(redo(undo(second)).steps).toEqual(second.steps);
});

test('changes are the same however each is ordered within, and only then', () => {
  const move: Change = { op: 'move_areas', areas: ['E1', 'E2'], to: 'N02' };
  const rename: Change = { op: 'rename', id: 'N01', name: 'North' };
  expect(sameChanges([move, rename], [{ to: 'N02', areas: ['E1', 'E2'], op: 'move_areas' }, { ...rename }])).toBe(true);
  for (const others of [[], [move], [rename, move], [move, rename, move], [{ ...move, areas: ['E1'] }, rename], [{ ...move, areas: ['E1', 'E2', 'E3'] }, rename], [move, { ...rename, name: 'South' }], [{ ...move, reason: 'near' }, rename]] as Change[][])
    expect(sameChanges([move, rename], others), JSON.stringify(others)).toBe(false);
});

test('a stroke that makes a neighbourhood goes on in it', () => {
  const made = changed(draft, { op: 'create', id: 'N16', name: 'North', areas: ['E1'] });
  expect(changesOf(brushed(made, ['E2'], 'N16', true))).toEqual([{ op: 'create', id: 'N16', name: 'North', areas: ['E1', 'E2'] }]);
});

test('many changes that are opened are one step back, and those that were there already keep their ids', () => {
  const begun = brushed(draft, ['E1'], 'N02', false);
  const opened = withAll(begun, [...changesOf(begun), { op: 'move_areas', areas: ['E2'], to: 'N03' }, { op: 'rename', id: 'N01', name: 'North' }]);
  expect([opened.steps.length, opened.steps[0]]).toEqual([3, begun.steps[0]]);
  expect(undo(opened).steps).toEqual(begun.steps);
  expect(changesOf(planFrom('other', changesOf(opened)))).toEqual(changesOf(opened));
});

test('a change that is left out is there again after an undo', () => {
  const accepted = changed(brushed(draft, ['E1'], 'N02', false), { op: 'accept_issue', issue: 'in_pieces:N01', reason: 'the river' });
  const open = leftOut(accepted, change => change.op === 'accept_issue');
  expect([open.steps.length, undo(open).steps.length]).toEqual([1, 2]);
});

test('another neighbourhood or another stroke is another change', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  expect(brushed(first, ['E2'], 'N03', true).steps).toHaveLength(2);
  expect(brushed(first, ['E2'], 'N02', false).steps).toHaveLength(2);
});

test('a change after an undo ends what could be redone', () => {
  const undone = undo(brushed(draft, ['E1'], 'N02', false));
  expect(undone.future).toHaveLength(1);
  expect(changed(undone, { op: 'rename', id: 'N01', name: 'North' }).future).toEqual([]);
  expect(redo(draft)).toBe(draft);
});

test('what is saved can be undone, and a change made while it was being saved is left to save', () => {
  const sent = brushed(draft, ['E1'], 'N02', false);
  const meanwhile = brushed(sent, ['E2'], 'N03', false);
  const now = saved(meanwhile, scenario, sent.steps);
  expect([now.steps.length, isSaved(now), isSaved(undo(now))]).toEqual([2, false, true]);
  expect(undo(undo(now))).toMatchObject({ steps: [], saved: { id: 'id' } });
});

test('a stroke that goes on after it was saved is to be saved again', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  const kept = saved(first, scenario, first.steps);
  expect([isSaved(kept), isSaved(brushed(kept, ['E2'], 'N02', true))]).toEqual([true, false]);
});

test('to start again is undone, with what it was saved as', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  const again = startedAgain(saved(first, scenario, first.steps));
  expect([again.steps, again.saved]).toEqual([[], null]);
  expect(undo(again)).toMatchObject({ steps: first.steps, saved: { id: 'id', revision: 1 } });
  expect(redo(undo(again))).toMatchObject({ steps: [], saved: null });
});

test('another plan that is opened can be left again for the one before', () => {
  const mine = brushed(draft, ['E1'], 'N02', false);
  const opened = replaced(mine, planOf({ ...scenario, changes: [{ op: 'rename', id: 'N01', name: 'North' }] }));
  expect([opened.steps.length, opened.saved?.name]).toEqual([1, 'Name']);
  expect(undo(opened)).toMatchObject({ steps: mine.steps, saved: null });
});

test('a refused change alone is taken out, wherever it stands', () => {
  const first = brushed(draft, ['E1'], 'N02', false);
  const second = changed(first, { op: 'rename', id: 'N99', name: 'Nowhere' });
  const third = brushed(second, ['E2'], 'N03', false);
  const refused = without(third, [second.steps[1]?.id ?? '']);
  expect(changesOf(refused)).toEqual([...changesOf(first), { op: 'move_areas', areas: ['E2'], to: 'N03' }]);
  expect(changesOf(undo(refused))).toEqual(changesOf(first));
  expect(canUndo(refused)).toBe(true);
});

test('a lock is put on and taken off', () => {
  const locked = toggledLock(draft, 'N03');
  expect(locked.locked).toEqual(['N03']);
  expect(toggledLock(locked, 'N03').locked).toEqual([]);
});

test('a scenario keeps the ids of changes that are known', () => {
  const known = brushed(draft, ['E1'], 'N02', false).steps;
  const plan = planOf({ ...scenario, changes: [{ op: 'move_areas', areas: ['E1'], to: 'N02' }, { op: 'rename', id: 'N01', name: 'North' }] }, known);
  expect(plan.steps[0]?.id).toBe(known[0]?.id);
  expect(isSaved(plan)).toBe(true);
});

test('the certificate of a suggestion goes with the plan as long as the plan is that suggestion', () => {
  const opened = certified(changed(fresh('draft'), { op: 'rename', id: 'N01', name: 'A' }), { seed: 1 });
  expect(certificateOf(opened)).toEqual({ seed: 1 });
  const further = changed(opened, { op: 'rename', id: 'N02', name: 'B' });
  expect(certificateOf(further)).toBeUndefined();
  expect(certificateOf(undo(further))).toEqual({ seed: 1 });
  expect(certificateOf(fresh('draft'))).toBeUndefined();
});
