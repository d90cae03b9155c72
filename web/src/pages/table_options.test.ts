import { expect, test } from 'vitest';

import { FIELDS, inWords } from './table_options';

test('a sentence names options by the titles of the fields', () => {
  const words = inWords(['if row 1 is a row like the others, ', { option: 'header', value: 'absent' }, ' answers it, and ', { option: 'skip_rows' }, ' says how many.']);
  expect(words).toBe(`If row 1 is a row like the others, “First row: is a row like the others” answers it, and “${FIELDS.skip_rows?.title}” says how many.`);
});
