import { measurable } from '@carat/core'
import fc from 'fast-check'

/** A member of a class in words. The texts that a member is made of are chosen to be hard to read for who reads source. */
type Member =
  | { readonly kind: 'private'; readonly content: Content; readonly isShown: boolean; readonly ending: Ending }
  | { readonly kind: 'public'; readonly content: Content; readonly name: number; readonly ending: Ending }
  | { readonly kind: 'static private'; readonly content: Content; readonly ending: Ending }
  | { readonly kind: 'private method'; readonly form: number; readonly body: number }
  | { readonly kind: 'other'; readonly form: number; readonly body: number }

type Ending = ';' | '\n' | ' // #no\n' | ' /* #no; { */;'

/** What a field is initialised with; each time it stands in the source it is another object. */
type Content = 'nothing' | 'small' | 'double' | 'text' | 'array' | 'object' | 'map' | 'tricky small' | 'tricky array'

/** A chain of classes, the one that extends nothing of ours first. */
export interface ClassRecipe {
  readonly extended: keyof typeof builtIns
  readonly classes: readonly (readonly Member[])[]
}

const contents: Readonly<Record<Content, (id: string) => string>> = {
  nothing: () => '',
  small: () => '= 7',
  // each another number: V8 may hold one literal once for several fields
  double: (id) => `= ${id.replace(/\D+/g, '')}.5`,
  text: (id) => `= 'text of ${id}'`,
  array: () => '= [1, 2, 3]',
  object: (id) => `= { object_${id}: 1.5 }`,
  map: () => '= new Map([[1, 2]])',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template
  'tricky small': () => '= 6 / 2 / 3 + `#a ${"}"} { #b`.length\n + /[/}#]{#b/.source.length',
  'tricky array': () => '= (() => {\n return [class { #x = 1; #y }, "#z", () => {}].map(() => 1) })()',
}

const publicNames = ['get', 'set', 'static', 'async', 'accessor', "'#quoted'", "['#comp' + 'uted']", '"a; b"']

const bodies = [
  '{ return 6 / 2 }',
  '{ return /[}#]/g }',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template
  '{ return `#a = ${{ a: "}" }.a} #b;` }',
  '{ class Inner { #a = 1; static #b = 2; #c() {} }; return Inner }',
  '{ if (1) { /* #a } */ } // #b }\n }',
  '{ if (1) /}#a; {/.test("") }',
  '{ for (; false; ) /"}/.test(""); return { if: (a) => a }.if(4) / 2 / "}".length }',
]

const methodForms: readonly ((name: string, body: string) => string)[] = [
  (name, body) => `${name}() ${body}`,
  (name, body) => `async ${name}(a = "#x", [b] = []) ${body}`,
  (name, body) => `*${name}(a = { b: /}/ }) ${body}`,
  (name, body) => `async *${name}() ${body}`,
  (name, body) => `get ${name}() ${body}`,
  (name, body) => `get ${name}() ${body}\nset ${name}(v) ${body}`,
]

const otherForms: readonly ((name: string, body: string) => string)[] = [
  ...methodForms,
  (name, body) => `static ${name}() ${body}`,
  (name, body) => `static async *#${name}() ${body}`,
  (name, body) => `static get #${name}() ${body}`,
  (_, body) => `static { (() => ${body})() }`,
  (name, body) => `'#${name}'() ${body}`,
  (name, body) => `['#' + '${name}'](v) ${body}`,
  () => ';',
]

/** What a chain may begin with, and how an object of it is made. */
const builtIns = {
  nothing: { base: '', make: (Class: Constructor): object => new Class() },
  Map: { base: 'Map', make: (Class: Constructor): object => new Class([[1, 2]]) },
  Array: { base: 'Array', make: (Class: Constructor): object => (Class as unknown as typeof Array).of(1, 2, 3) },
  Uint8Array: { base: 'Uint8Array', make: (Class: Constructor): object => new Class(100) },
  Error: { base: 'Error', make: (Class: Constructor): object => new Class('of a class') },
}

type Constructor = new (...args: unknown[]) => object

/** A chain of classes and one of its objects. */
export interface BuiltClass {
  readonly source: string
  readonly classes: readonly Constructor[]
  readonly object: object
  /** What lies in the private fields that nothing shows. */
  readonly hidden: readonly unknown[]
  readonly hiddenFields: number
}

// V8 gives the first objects of a class slots to spare, and takes them back after the seventh.
const ENOUGH = 12

export function buildClass({ extended, classes }: ClassRecipe): BuiltClass {
  const { base, make } = builtIns[extended]
  const built: Constructor[] = []
  const taken = new Set<string>()
  let source = ''
  for (const [depth, members] of classes.entries()) {
    const text = classText(members, depth === 0 ? base : 'Extended', depth, taken)
    const create = new Function('Extended', 'measurable', 'hidden', `return (${text})`)
    built.push(create(built[depth - 1], measurable, hiddenOf) as Constructor)
    source += `${text}\n`
  }
  const last = built[built.length - 1] as Constructor
  for (let made = 0; made < ENOUGH; made++) make(last)
  const object = make(last)
  const hiddenFields = classes.flat().filter((member) => member.kind === 'private' && !member.isShown).length
  return { source, classes: built, object, hidden: (object as Hiding)[hiddenOf]?.() ?? [], hiddenFields }
}

const hiddenOf = Symbol('hidden')
interface Hiding {
  [hiddenOf]?(): unknown[]
}

/** The text of one class. Its private names are those of the class that it extends, too. */
function classText(members: readonly Member[], base: string, depth: number, taken: Set<string>): string {
  const names = members.map((_, index) => `m${index + 1}`)
  const texts = members.map((member, index) => memberText(member, names[index] as string, depth, taken))
  const shown = members.flatMap((member, index) => (member.kind === 'private' && member.isShown ? [names[index]] : []))
  const hidden = members.flatMap((member, index) =>
    member.kind === 'private' && !member.isShown ? [names[index]] : [],
  )
  return [
    `class ${base === '' ? '' : `extends ${base}`} {`,
    ...texts.map((text, index) => `${text}${endOf(texts[index + 1])}`),
    `;[measurable](visitor) { ${base === '' ? '' : 'super[measurable]?.(visitor);'}`,
    // a label of its own for each class
    ...shown.map((name) => `visitor.field('#${name} of ${depth}', this.#${name});`),
    '}',
    `[hidden]() { return [${base === '' ? '' : '...super[hidden]?.() ?? [],'} ${hidden.map((name) => `this.#${name}`)}] }`,
    '}',
  ].join('\n')
}

/** A bracket or a star in the next line goes on with an initialiser. */
function endOf(next = ''): string {
  return next.startsWith('[') || next.startsWith('*') ? ';' : ''
}

function memberText(member: Member, name: string, depth: number, taken: Set<string>): string {
  const id = `${name}_${depth}`
  switch (member.kind) {
    case 'private':
      return `#${name} ${contents[member.content](id)}${member.ending}`
    case 'public': {
      // the first of the name: V8 holds a small integer that comes after another number as such
      const known = publicNames[member.name % (publicNames.length + 1)]
      const isFirst = known !== undefined && !taken.has(known)
      if (isFirst) taken.add(known)
      // a semicolon, since `get` and its like are names only where one sees it
      return `${isFirst ? known : `plain_${id}`} ${contents[member.content](id)};${member.ending}`
    }
    case 'static private':
      return `static #${name} ${contents[member.content](id)}${member.ending}`
    case 'private method':
      return (methodForms[member.form % methodForms.length] as (typeof methodForms)[number])(
        `#${name}`,
        bodies[member.body % bodies.length] as string,
      )
    case 'other':
      return (otherForms[member.form % otherForms.length] as (typeof otherForms)[number])(
        name,
        bodies[member.body % bodies.length] as string,
      )
  }
}

const content = fc.constantFrom(...(Object.keys(contents) as Content[]))
const ending = fc.constantFrom<Ending>(';', '\n', ' // #no\n', ' /* #no; { */;')
const form = fc.nat({ max: 100 })

const member = (isShown: fc.Arbitrary<boolean>): fc.Arbitrary<Member> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('private' as const), content, isShown, ending }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('public' as const), content, name: form, ending }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('static private' as const), content, ending }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('private method' as const), form, body: form }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('other' as const), form, body: form }) },
  )

/** Classes whose private fields are all shown, or some of them. */
export const classRecipe = (isShown: fc.Arbitrary<boolean>): fc.Arbitrary<ClassRecipe> =>
  fc.record({
    extended: fc.oneof(
      { weight: 4, arbitrary: fc.constant('nothing' as const) },
      { weight: 2, arbitrary: fc.constantFrom(...(Object.keys(builtIns) as (keyof typeof builtIns)[])) },
    ),
    classes: fc.array(fc.array(member(isShown), { maxLength: 9 }), { minLength: 1, maxLength: 3 }),
  })
