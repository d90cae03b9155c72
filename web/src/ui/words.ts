/** Numbers as people here write them. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const share = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });

export function count(number: number | null | undefined): string {
  return number === null || number === undefined ? 'not known' : whole.format(number);
}

export function difference(number: number | null | undefined): string {
  return number === null || number === undefined ? '' : signed.format(number);
}

export function percent(number: number | null | undefined): string {
  return number === null || number === undefined ? 'not known' : share.format(number);
}

/** A difference of shares, in percentage points. */
export function points(number: number | null | undefined): string {
  if (number === null || number === undefined) return '';
  const sign = number > 0 ? '+' : number < 0 ? '−' : '';
  return `${sign}${Math.abs(number * 100).toFixed(1)} points`;
}

/** Metres as kilometres, to a tenth. */
export function kilometres(metres: number): string {
  return (metres / 1000).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
