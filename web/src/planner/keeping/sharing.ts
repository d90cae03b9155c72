/** A link to a plan: whoever has it can look, and go on from it. */

import type { Desk } from '../desk';
import { say, warn } from '../notices';

export function linkOf({ session, facts }: Desk): string {
  const { saved } = session.plan.value;
  const of = new URLSearchParams({ draft: facts.draft.id, ...(saved && { scenario: saved.id }) });
  return new URL(`#${of}`, location.href).href;
}

export async function copyLink(desk: Desk): Promise<void> {
  const link = linkOf(desk);
  try {
    await navigator.clipboard.writeText(link);
    say('The link is copied. Whoever opens it sees the plan as it is then, and changes nothing before they say so.');
  } catch {
    warn(`This browser does not let a page copy. The link is: ${link}`);
  }
}
