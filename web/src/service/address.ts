/**
 * Where the service is, as this page reaches it. Pages lie one step below its root, so an address is told from the page's own: a
 * proxy may put any path before both, and the same page works when it is asked without the proxy.
 */

/** The address of a path of the service, such as `/v1/drafts`. */
export function at(path: string): string {
  return new URL(`..${path}`, location.href).href;
}

/**
 * An address that the service wrote for clients anywhere (of tiles, glyphs, a basemap), as this page reaches it. One of another scheme
 * than HTTP (`pmtiles://http://…`) is for who reads that scheme, and stays.
 */
export function here(address: string): string {
  const [, path] = /^https?:.*(\/(?:xyz|app)\/.*)$/.exec(address) ?? [];
  return path ? at(path) : address;
}
