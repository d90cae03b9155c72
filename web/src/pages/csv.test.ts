import { expect, test } from 'vitest';

import { countBy, records } from './csv';

test('a quoted field may hold a delimiter, a line end and a quote', () => {
  expect([...records('\uFEFFa;b\r\n"1;2";"x\ny ""z"""\r\n3;4', ';')]).toEqual([['a', 'b'], ['1;2', 'x\ny "z"'], ['3', '4']]);
});

test('rows are counted by a column, below the rows that stand above its header', () => {
  const { rows, by } = countBy('A report\npostcode,neighbourhood_name\nOX1 1ND,"North, and Botley"\nOX1 1NE,\nOX1 1NF,"North, and Botley"\n', ',', 'neighbourhood_name');
  expect([rows, ...by]).toEqual([3, ['North, and Botley', 2], ['', 1]]);
});
