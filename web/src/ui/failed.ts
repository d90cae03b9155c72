import { h, replace } from './dom';

/** Replaces what stands in an element by what went wrong. */
export function failed(place: HTMLElement, error: unknown): void {
  replace(place, h('div', { class: 'app-error-summary', role: 'alert' }, h('h2', { class: 'app-error-summary__title' }, 'This cannot be shown'), h('p', {}, (error as Error).message)));
}
