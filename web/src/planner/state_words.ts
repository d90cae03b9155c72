/** Where the plan is kept, in a few words. */

import { clock, many } from '../ui/words';
import type { Desk } from './desk';

export function stateInWords({ session, saver }: Desk): string {
  const { steps } = session.plan.value;
  if (session.isLooking.value) return 'only looked at';
  const at = saver.at.value;
  switch (saver.state.value) {
    case 'saving':
      return 'saving …';
    case 'saved':
      return at ? `saved ${clock(at)}` : 'saved';
    case 'waiting':
      return saver.clashes.value.length ? 'to be decided' : session.isReached.value ? 'to be saved' : 'kept here, waiting for the service';
    case 'refused':
      return 'not saved, kept here';
    case 'here':
      return steps.length ? `${many(steps.length, 'change')}, kept in this browser` : 'no changes yet';
  }
}
