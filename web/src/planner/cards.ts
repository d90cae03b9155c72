/** What is shown of a place that was asked about, and what readers of screens hear of it. */

import type { Desk } from './desk';
import { h, link } from '../ui/dom';
import type { Area, Practice } from '../service/facts';
import { count } from '../ui/words';

interface Shown {
  readonly card: HTMLElement;
  readonly words: string;
}

export function areaCard(desk: Desk, area: Area): Shown {
  const zone = desk.now.areas.get(area.id) ?? area.zone;
  const moved = zone === area.zone ? '' : ` Moved from ${desk.name(area.zone)}.`;
  const words = `${area.msoa.name}, ward ${area.ward.name}. ${count(area.residents)} residents. In ${desk.name(zone)}.${moved}`;
  return shown(area.name, words, about(desk, zone));
}

export function practiceCard(desk: Desk, practice: Practice): Shown {
  const zone = desk.now.practices.get(practice.id) ?? practice.zone;
  const words = `${practice.id}. List of ${count(practice.listSize)}. ${practice.network.name}. Counts in ${desk.name(zone)}.`;
  return shown(practice.name, words, link('Where its patients live', () => desk.patients(practice.id)), about(desk, zone));
}

function about(desk: Desk, zone: string): HTMLElement {
  return link(`About ${desk.name(zone)}`, () => desk.about(zone));
}

function shown(title: string, words: string, ...more: HTMLElement[]): Shown {
  const card = h('div', {}, h('h2', {}, title), h('p', {}, words), ...more.map(part => h('p', {}, part)));
  return { card, words: `${title}: ${words}` };
}
