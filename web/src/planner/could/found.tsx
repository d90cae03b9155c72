/** What every search says of what it found, above its plans: what is claimed, of which plan, and why nothing can work. */

import type { ComponentChildren } from 'preact';

import type { Found } from '../../service/suggestions';
import { Stale, type Start } from './start';

export function FoundSection({ id, title, found, start, children }: { id: string; title: string; found: Found; start: Start; children: ComponentChildren }) {
  return (
    <section aria-label="What was found" id={id}>
      <h3>{title}</h3>
      <Stale start={start} />
      <ul>
        {found.summary
          .filter(words => words !== title)
          .map(words => (
            <li key={words}>{words}</li>
          ))}
      </ul>
      {found.impossible.map(({ because, remedy }) => (
        <p key={because}>
          {!found.summary.includes(because) && `${because} `}
          <strong>What would remove this reason:</strong> {remedy}
        </p>
      ))}
      {children}
      {found.plans.length === 0 && <p class="app-fine">{found.caveat}</p>}
    </section>
  );
}
