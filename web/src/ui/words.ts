/** Numbers and lists as people here write them: commas for thousands, a true minus, shares to one decimal everywhere. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const MINUS = '−';

type Known = number | null | undefined;

export function count(number: Known): string {
  return isNone(number) ? 'not known' : minus(whole.format(number));
}

/** With its sign; nothing for none. */
export function difference(number: Known): string {
  return isNone(number) ? '' : signed(Math.round(number), whole.format(Math.abs(number)));
}

/** A share of 0 to 1: `88.7%`; of a few, `under 0.1%`. */
export function percent(share: Known): string {
  if (isNone(share)) return 'not known';
  if (share > 0 && share < 0.0005) return 'under 0.1%';
  return `${minus(tenth.format(share * 100))}%`;
}

/** A difference of shares, in percentage points. */
export function points(share: Known): string {
  if (isNone(share)) return '';
  const rounded = Math.round(share * 1000) / 10;
  return `${signed(rounded, tenth.format(Math.abs(rounded)))} points`;
}

/** Metres as kilometres, to a tenth. */
export function kilometres(metres: number): string {
  return tenth.format(metres / 1000);
}

/** Names one after the other: with commas, or with semicolons where a name has a comma of its own. */
export function names(all: readonly string[]): string {
  const between = all.some(name => name.includes(',')) ? '; ' : ', ';
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(between)} and ${all.at(-1)}`;
}

/** `1 area`, `3 areas`. */
export function many(number: number, one: string, more = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : more}`;
}

/** With a capital at its beginning and a stop at its end. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}

/** The time of day: `10:42`. */
export function clock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function isNone(number: Known): number is null | undefined {
  return number === null || number === undefined;
}

function minus(written: string): string {
  return written.replace('-', MINUS);
}

function signed(number: number, size: string): string {
  return number > 0 ? `+${size}` : number < 0 ? `${MINUS}${size}` : size;
}
