/** Parts of the planner: what a table, a choice, a button are. */

import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';

/** A picture of 24 by 24, drawn in the colour of the text. */
const ICONS = {
  explore: 'M12 2l3 7 7 3-7 3-3 7-3-7-7-3 7-3z',
  brush: 'M4 20c3 0 5-1 5-4a3 3 0 0 1 6 0M14 13L21 4M9 16c-2-1-4 0-5 4',
  pick: 'M6 3l12 9-6 1-3 6z',
  box: 'M4 4h4M10 4h4M16 4h4v4M20 10v4M20 16v4h-4M14 20h-4M8 20H4v-4M4 14v-4M4 8V4',
  lasso: 'M12 4c5 0 9 2.500 9 6s-4 6-9 6-9-2.500-9-6 4-6 9-6zM7 15c0 3 1 5 3 5',
  undo: 'M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 12h-2',
  redo: 'M15 5l5 5-5 5M20 10H10a6 6 0 0 0 0 12h2',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  unlock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6-1',
  layers: 'M12 3l9 5-9 5-9-5zM3 12l9 5 9-5M3 16l9 5 9-5',
  search: 'M10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l6 6',
  close: 'M5 5l14 14M19 5L5 19',
  changed: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  settings: 'M4 7h10M18 7h2M14 5v4h4V5zM4 17h2M10 17h10M6 15v4h4v-4z',
  keyboard: 'M3 6h18v12H3zM7 10h1M11 10h1M15 10h1M8 14h8',
} as const;
export type IconName = keyof typeof ICONS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="app-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={ICONS[name]} />
    </svg>
  );
}

/** A choice with its label before it. */
export function Choice<T extends string>({ id, title, options, value, choose, isHidden = false }: { id: string; title: string; options: readonly (readonly [T, string])[]; value: T; choose: (value: T) => void; isHidden?: boolean }) {
  return (
    <span class="app-group">
      <label for={id} class={isHidden ? 'app-hidden' : ''}>
        {title}
      </label>
      <select id={id} class="app-select app-small" value={value} onChange={event => choose(event.currentTarget.value as T)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </span>
  );
}

export function Button({ press, class: name = 'app-tool', ...rest }: { press: () => void; class?: string } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'class'>) {
  return <button type="button" class={name} onClick={press} {...rest} />;
}

/** A button that reads like a link: it goes somewhere on the page. */
export function Link({ press, children, label }: { press: () => void; children: ComponentChildren; label?: string }) {
  return (
    <button type="button" class="app-link" aria-label={label} onClick={press}>
      {children}
    </button>
  );
}

/** A table with a caption; the first cell of a row is its head. */
export function Table({ caption, head, rows, isCaptionHidden = false, isOfWords = false }: { caption: string; head: readonly ComponentChildren[]; rows: readonly { key: string; cells: readonly ComponentChildren[]; class?: string }[]; isCaptionHidden?: boolean; isOfWords?: boolean }) {
  const align = isOfWords ? '' : 'app-number';
  return (
    <div class="app-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="app-table">
        <caption class={isCaptionHidden ? 'app-hidden' : ''}>{caption}</caption>
        <thead>
          <tr>
            {head.map((title, place) => (
              <th key={place} scope="col" class={place > 0 ? align : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key} class={row.class ?? ''}>
              {row.cells.map((cell, place) =>
                place === 0 ? (
                  <th key={place} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={place} class={align}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A coloured square that stands for a neighbourhood. */
export function Swatch({ fill }: { fill: string }) {
  return <span class="app-swatch" style={{ backgroundColor: fill }} aria-hidden="true" />;
}

/** Something to open. */
export function Details({ title, children, opened }: { title: string; children: ComponentChildren; opened?: () => void }) {
  return (
    <details class="app-details" onToggle={event => event.currentTarget.open && opened?.()}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
