/** What `make` makes, when it is first asked for: patterns of Unicode properties take longer to make than all else to load. */
export function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}
