/** A table as text, for counting its rows: quoted fields may hold the delimiter and line ends. Reading files is the service's. */

const MARK = '\uFEFF';

/** The records of a table, one after the other. */
export function* records(text: string, delimiter: string): Generator<string[]> {
  let [record, field, isQuoted]: [string[], string, boolean] = [[], '', false];
  for (let place = text.startsWith(MARK) ? 1 : 0; place < text.length; place += 1) {
    const letter = text[place] ?? '';
    if (letter === '"') {
      // Two within quotes are one that is meant.
      if (isQuoted && text[place + 1] === '"') field += text[(place += 1)] ?? '';
      else isQuoted = !isQuoted;
    } else if (letter === delimiter && !isQuoted) {
      record.push(field);
      field = '';
    } else if ((letter === '\n' || letter === '\r') && !isQuoted) {
      if (letter === '\r' && text[place + 1] === '\n') place += 1;
      yield [...record, field];
      [record, field] = [[], ''];
    } else field += letter;
  }
  if (record.length || field) yield [...record, field];
}

/** How many rows there are below the header that names a column, and how many of each of its values. */
export function countBy(text: string, delimiter: string, column: string): { readonly rows: number; readonly by: ReadonlyMap<string, number> } {
  const by = new Map<string, number>();
  let [rows, place] = [0, -1];
  for (const record of records(text, delimiter)) {
    if (place < 0) {
      place = record.lastIndexOf(column);
      continue;
    }
    if (record.length === 1 && !record[0]) continue;
    const value = record[place] ?? '';
    by.set(value, (by.get(value) ?? 0) + 1);
    rows += 1;
  }
  return { rows, by };
}
