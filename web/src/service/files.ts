/** Files that are sent to the service. */

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
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  xls: 'application/vnd.ms-excel',
  xlsb: 'application/vnd.ms-excel',
};

/** Endings of the files that can hold a plan, for a choice of files. */
export const ENDINGS = '.csv,.tsv,.txt,.xlsx,.ods,.geojson,.json,.gpkg,.zip';

/** The media type of a file by the ending of its name; the service tells what it is by its bytes. */
export function mediaOf(name: string): string {
  return MEDIA[/\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'text/csv';
}
