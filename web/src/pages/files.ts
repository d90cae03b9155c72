/** Files that people choose or drop. */

const MEDIA: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/geo+json',
  geojson: 'application/geo+json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  gpkg: 'application/geopackage+sqlite3',
  zip: 'application/zip',
  gz: 'application/gzip',
};

/** The media type of a file by the ending of its name; the service tells what it is by its bytes. */
export function mediaOf(name: string): string {
  return MEDIA[/\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'text/csv';
}

/** Takes each file that is chosen with an input, or dropped on a place. */
export function dropped(place: HTMLElement, input: HTMLInputElement, take: (file: File) => void): void {
  const first = (files: FileList | null | undefined) => files?.[0] && take(files[0]);
  input.addEventListener('change', () => first(input.files));
  place.addEventListener('dragover', event => {
    event.preventDefault();
    place.classList.add('app-drop--over');
  });
  place.addEventListener('dragleave', () => place.classList.remove('app-drop--over'));
  place.addEventListener('drop', event => {
    event.preventDefault();
    place.classList.remove('app-drop--over');
    first(event.dataTransfer?.files);
  });
}
