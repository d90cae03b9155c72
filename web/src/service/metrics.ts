/** What the figures mean: as the service defines them. */

import { get, type Metric } from './api';
import { dialog, h, list } from '../ui/dom';

export async function metrics(): Promise<Metric[]> {
  return (await get<{ items: Metric[] }>('/v1/metrics-definitions')).items;
}

/** What a figure means, its source, and the vintages of its data. */
export function definition(metric: Metric): HTMLElement {
  return h(
    'div',
    {},
    h('h2', {}, metric.title),
    h('p', {}, metric.definition),
    metric.source !== null && h('p', {}, `Source of the formula: ${metric.source}`),
    list(metric.parts.map(part => `${part.dataset}: ${part.vintage}`)),
  );
}

/** A figure's name, as a button that opens what it means; the plain name where the service defines no such figure. */
export type Term = (key: string, title: string) => HTMLElement | string;

export function terms(all: readonly Metric[]): Term {
  return (key, title) => {
    const metric = all.find(metric => metric.key === key);
    return metric ? h('button', { type: 'button', class: 'app-define', onclick: () => dialog(metric.title, definition(metric)) }, title) : title;
  };
}

/** All of them, to open under a page of figures. */
export function definitions(all: readonly Metric[]): HTMLElement {
  return h('details', { class: 'app-details app-noprint' }, h('summary', {}, 'What the figures mean, their sources and vintages'), ...all.map(definition));
}
