import type { Measurement } from '@carat/core'

/** What to do next where the value weighed is rarely the one that was meant: a forgotten `await`, a function not called. */
export function adviceOn({ root }: Measurement): string[] {
  switch (root.type) {
    case 'Promise':
      return [
        'The promise itself was weighed. To weigh what it resolves to, await it or write expect(promise).resolves.',
      ]
    case 'function':
      return ['The function itself was weighed. To weigh what it returns or makes, call it.']
    default:
      return []
  }
}
