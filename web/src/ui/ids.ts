/** A name that nobody else has: 64 random bits. `crypto.randomUUID` is not there on pages that came over plain HTTP. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
