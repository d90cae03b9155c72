/** How a table is read by hand: a field for each option, and sentences that name options by the titles of these fields. */

import type { Piece } from '../service/api';
import { button, h } from '../ui/dom';

/** What is decided by hand, by the names of parameters. */
export type ByHand = Readonly<Record<string, string>>;

interface Field {
  readonly title: string;
  readonly hint?: string;
  /** What can be chosen, with its title; any text or number otherwise. */
  readonly choices?: readonly (readonly [string, string])[];
  readonly isNumber?: boolean;
}

const FOUND = ['', 'found by looking'] as const;
/** Every option, in the order of the form. */
export const FIELDS: Readonly<Record<string, Field>> = {
  column: { title: 'Column', hint: 'Its name, or its number as in #2; of a point both, with a comma between.' },
  skip_rows: { title: 'Skip rows above the heading', isNumber: true },
  header: { title: 'First row', choices: [FOUND, ['present', 'names the columns'], ['absent', 'is a row like the others']] },
  delimiter: { title: 'Between values', choices: [FOUND, ['comma', 'commas'], ['semicolon', 'semicolons'], ['tab', 'tabs'], ['pipe', 'pipes'], ['space', 'spaces']] },
  decimal: { title: 'Before decimals', choices: [FOUND, ['dot', 'a dot'], ['comma', 'a comma']] },
  encoding: { title: 'Encoding', choices: [FOUND, ['utf-8', 'UTF-8'], ['windows-1252', 'Windows-1252'], ['macintosh', 'Mac Roman'], ['ibm866', 'DOS (IBM 866)'], ['utf-16le', 'UTF-16']] },
  sheet: { title: 'Sheet', hint: 'Its name, in a workbook.' },
};

/** A sentence in the words of this page. */
export function inWords(pieces: readonly Piece[]): string {
  const said = pieces.map(piece => (typeof piece === 'string' ? piece : named(piece.option, piece.value)));
  return capital(said.join(''));
}

/** An option by the title of its field, with what it would be set to. */
function named(option: string, value?: string): string {
  const field = FIELDS[option];
  if (!field) return option;
  if (value === undefined) return `“${field.title}”`;
  return `“${field.title}: ${field.choices?.find(([choice]) => choice === value)?.[1] ?? value}”`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The form that has the table read another way; the columns are offered where they are known. */
export function controls(chosen: ByHand, columns: readonly string[], again: (chosen: ByHand) => void): HTMLElement {
  const inputs = Object.entries(FIELDS).map(([option, field]): [string, HTMLElement, HTMLInputElement | HTMLSelectElement] => {
    const id = `by-hand-${option}`;
    const value = chosen[option] ?? '';
    const input = field.choices
      ? h('select', { id, class: 'app-select' }, ...field.choices.map(([choice, title]) => h('option', { value: choice, selected: choice === value }, title)))
      : h('input', { id, class: 'app-input', value, autocomplete: 'off', ...(field.isNumber ? { type: 'number', min: 0, step: 1 } : { type: 'text', maxlength: 200 }), ...(option === 'column' && columns.length ? { list: 'by-hand-columns' } : {}), ...(field.hint ? { 'aria-describedby': `${id}-hint` } : {}) });
    const hint = field.hint && h('div', { class: 'app-hint', id: `${id}-hint` }, field.hint);
    return [option, h('div', { class: 'app-form-group' }, h('label', { class: 'app-label', for: id }, field.title), hint, input), input];
  });
  const read = () => again(Object.fromEntries(inputs.map(([option, , input]): [string, string] => [option, input.value.trim()]).filter(([, value]) => value !== '')));
  return h(
    'details',
    { class: 'app-details', open: Object.keys(chosen).length > 0 || columns.length === 0 },
    h('summary', {}, 'Read it another way'),
    h('datalist', { id: 'by-hand-columns' }, ...columns.map(name => h('option', { value: name }))),
    ...inputs.map(([, group]) => group),
    h('p', {}, button('Read it again', read, { class: 'app-button' })),
  );
}
