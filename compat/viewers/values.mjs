import { measure } from '@carat/core'
import structures from '@carat/example-structures/index.cjs'

/** Names that no format may stumble over: of properties, of classes, in markup, in stacks. */
function oddlyNamed() {
  const names = [
    'a;b',
    'two\nlines',
    ' ',
    '12',
    '<b>&"\'</b>',
    ']]>',
    '\ud800',
    '\uffff',
    '\0',
    '\u202e',
    '名前',
    '👩‍👩‍👧',
    'x'.repeat(300),
  ]
  const holder = {}
  for (const name of names) {
    const Class = { [name]: class {} }[name]
    holder[name] = Object.assign(new Class(), { [name]: [1.5, name] })
  }
  return holder
}

const built = Object.entries(structures).map(([name, build]) => ({ name, value: build() }))

/** What is opened, measured. */
export const measured = [
  ...built,
  { name: 'odd names', value: oddlyNamed() },
  { name: 'ten thousand numbers', value: Array.from({ length: 10_000 }, (_, index) => ({ at: index + 0.5 })) },
].map(({ name, value }) => ({ name, measurement: measure(value) }))
