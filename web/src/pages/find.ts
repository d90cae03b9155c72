/** One postcode, one answer, in words and on a map. The postcode is sent in a body, so that it stands in no address. */

import { Refused, send } from '../service/api';
import { byId, h, replace } from '../ui/dom';
import { caveat, draftOf } from '../service/facts';

interface Found {
  outcome: string;
  reason?: string | null;
  neighbourhood: { id: string; name: string } | null;
  also?: { id: string; name: string }[] | null;
  location: { lon: number; lat: number } | null;
}

function sentence(found: Found, postcode: string): string {
  const name = found.neighbourhood?.name;
  switch (found.outcome) {
    case 'matched':
      return `${postcode} is in ${name}.`;
    case 'matched_near_boundary':
    case 'on_boundary':
      return `${postcode} is in ${name}, near its border: some addresses may lie in the next neighbourhood.`;
    case 'terminated_matched':
      return `${postcode} is no longer in use. It was in ${name}.`;
    case 'outside_area':
      return `${postcode} is outside the area that these neighbourhoods cover.`;
    case 'not_found':
      return `${postcode} is not among the postcodes loaded. Check that it is written as on a letter.`;
    default:
      return found.reason ?? `${postcode} could not be found.`;
  }
}

/** As on a letter: capitals, and a space before the last three. */
function written(postcode: string): string {
  const bare = postcode.replace(/\s/g, '').toUpperCase();
  return `${bare.slice(0, -3)} ${bare.slice(-3)}`;
}

function wrong(message: string | null): void {
  const error = byId('error');
  error.hidden = message === null;
  error.textContent = message;
  byId('group').classList.toggle('app-form-group--error', message !== null);
  byId('postcode').setAttribute('aria-invalid', String(message !== null));
}

async function find(postcode: string): Promise<void> {
  wrong(null);
  const { items } = await send<{ items: Found[] }>('POST', '/v1/resolve', { items: [{ postcode }] });
  const [found] = items;
  if (!found) return;
  if (found.outcome === 'invalid_format' || found.outcome === 'empty') {
    replace(byId('answer'));
    wrong('Enter a postcode, like OX1 1ND');
    byId('postcode').focus();
    return;
  }
  const zone = found.neighbourhood;
  replace(
    byId('answer'),
    h('h2', {}, zone ? zone.name : 'No neighbourhood'),
    h('p', {}, sentence(found, written(postcode))),
    zone && h('p', {}, h('a', { href: `/app/profile#neighbourhood=${zone.id}` }, `About ${zone.name}`)),
  );
  await draw(found);
}

/** The map is fetched when there is something to show on it. */
async function draw({ neighbourhood, location }: Found): Promise<void> {
  const place = byId('map');
  place.hidden = !neighbourhood || !location;
  if (!neighbourhood || !location) return;
  const { spot } = await import('../map/spot');
  await spot(place, neighbourhood.id, [location.lon, location.lat]);
}

async function start(): Promise<void> {
  byId('caveat').textContent = caveat(await draftOf(null));
  (byId('ask') as HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    find((byId('postcode') as HTMLInputElement).value).catch((error: unknown) => {
      wrong(error instanceof Refused ? error.message : 'The service could not be reached. Try again.');
    });
  });
  document.body.dataset.ready = 'yes';
}

void start();
