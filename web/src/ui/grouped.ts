/** Items under what they have in common, in the order they come. */
export function grouped<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const all = new Map<K, T[]>();
  for (const item of items) {
    const group = all.get(key(item));
    if (group) group.push(item);
    else all.set(key(item), [item]);
  }
  return all;
}
