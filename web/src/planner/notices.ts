/** What is said to people: shown until it is closed or no longer holds, and read out. */

import { signal } from '@preact/signals';

export interface Notice {
  readonly words: string;
  readonly isTrouble: boolean;
  readonly acts: readonly (readonly [title: string, run: () => void])[];
}

/** What is shown; the last one first. */
export const notices = signal<readonly Notice[]>([]);
/** What readers of screens hear. */
export const spoken = signal('');

const MOST = 3;

/** Shows words, with what can be done about them, and has them read out. */
export function say(words: string, ...acts: Notice['acts']): void {
  show({ words, isTrouble: false, acts });
}

/** The same of what was not taken, or went wrong. */
export function warn(words: string, ...acts: Notice['acts']): void {
  show({ words, isTrouble: true, acts });
}

/** To readers of screens alone: others see it on the page. */
export function announce(words: string): void {
  spoken.value = words;
}

export function close(notice: Notice): void {
  notices.value = notices.value.filter(other => other !== notice);
}

/** What was said of the last step no longer holds; what went wrong stays until it is closed. */
export function hush(): void {
  if (notices.value.some(notice => !notice.isTrouble)) notices.value = notices.value.filter(notice => notice.isTrouble);
}

function show(notice: Notice): void {
  spoken.value = notice.words;
  notices.value = [notice, ...notices.value.filter(other => other.words !== notice.words)].slice(0, MOST);
}
