/** Which boundaries a page is about, as the address bar names them: a draft, or a scenario at a revision. */

import { get, type Draft, type Scenario } from './api';
import { caveat, draftOf } from './facts';

export interface Boundaries {
  /** As it is named in an address: the id of a draft, or of a scenario, perhaps with a revision. */
  readonly id: string;
  readonly title: string;
  readonly caveat: string;
  readonly draft: Draft;
  /** The scenario; null for a draft. */
  readonly scenario: Scenario | null;
  /** The parameter that asks the service about them. */
  readonly query: string;
}

/** Those of an id of either kind, else those of the current draft. */
export async function boundaries(id: string | null): Promise<Boundaries> {
  const scenario = id && /^[0-9a-f]{32}(@\d+)?$/.test(id) ? await get<Scenario>(pathOf(id)) : null;
  const draft = await draftOf(scenario?.base ?? id);
  if (!scenario) return { id: draft.id, title: draft.title, caveat: caveat(draft), draft, scenario, query: `draft=${encodeURIComponent(draft.id)}` };
  const at = `${scenario.id}@${scenario.revision}`;
  return {
    id: at,
    title: `${scenario.name}, revision ${scenario.revision}`,
    caveat: `Scenario “${scenario.name}”, revision ${scenario.revision}, of ${caveat(draft)}`,
    draft,
    scenario,
    query: `scenario=${at}`,
  };
}

/** `/v1/scenarios/…` of an id, perhaps with a revision. */
export function pathOf(id: string): string {
  const [scenario, revision] = id.split('@');
  return revision ? `/v1/scenarios/${scenario}/revisions/${revision}` : `/v1/scenarios/${scenario}`;
}
