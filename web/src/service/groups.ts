/** Groups of neighbourhoods, as the service finds them: every connected group in a range, and every way to cover the county by them. */

import { send, type Change, type Scenario } from './api';
import type { components } from './schema';

type Schemas = components['schemas'];
/** Whose people are counted. */
export type Grouped = Schemas['GroupedFigure'];
/** A way to cover the county by groups. */
export type Way = Schemas['Grouping'];
export type Groupings = Schemas['Groupings'];

export interface GroupsQuestion {
  readonly figure: Grouped;
  readonly least: number;
  readonly most: number;
}

export function groupings(base: string, changes: readonly Change[], question: GroupsQuestion): Promise<Groupings> {
  return send('POST', '/v1/groups', { base, changes, ...question });
}

/** Keeps groups with a scenario, in the place of those there were. */
export function keepGroups(id: string, revision: number, groups: readonly { readonly name: string; readonly neighbourhoods: readonly string[] }[]): Promise<Scenario> {
  return send('PUT', `/v1/scenarios/${id}/groups`, { groups }, { 'if-match': `"${revision}"` });
}
