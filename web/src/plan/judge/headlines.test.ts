import { expect, test } from 'vitest';

import type { Evaluation } from '../../service/api';
import { headlines } from './headlines';

const side = (between: number) => ({ cross_border: { between_neighbourhoods: between, registered_outside: 20, living_outside: 5 } });
const evaluation = {
  moved: { residents: 1886, areas: [{}], practices: [] },
  totals: { after: { residents: 738_276 } },
  flows: { before: side(94_350), after: side(94_553) },
} as unknown as Evaluation;

test('three figures, each with what it was before', () => {
  expect(headlines(evaluation, { before: 3, after: 2 }, '50,000 to 100,000 residents').map(({ figure, detail, turn }) => [figure, detail, turn])).toEqual([
    ['1,886', '1 area, 0.3% of the county', 'same'],
    ['94,553', '+203; 25 over the county’s own border', 'worse'],
    ['2', 'neighbourhoods, 3 before', 'better'],
  ]);
});

test('what is not loaded is not known, and not none', () => {
  const [, patients] = headlines({ ...evaluation, flows: null } as unknown as Evaluation, null, '');
  expect(patients?.figure).toBe('not known');
});
