import { describe, expect, it } from 'vitest'
import { readClass } from './class-source.js'

const cases: readonly [source: string, fields: number, hasMethods: boolean, staticFields: number][] = [
  ['class {}', 0, false, 0],
  ['class A { #a }', 1, false, 0],
  ['class A{#a;#b=1;c=2;#d}', 3, false, 0],
  ['class A { #a = 1\n #b = 2\n c\n #d }', 3, false, 0],
  ['class A { #a = this.c\n [this.#a] = 1 }', 1, false, 0],
  ['class A { #m() { return this.#m } }', 0, true, 0],
  ['class A { get #x() { return 1 } set #x(v) {} }', 0, true, 0],
  ['class A { async *#x() {} #y = 2 }', 1, true, 0],
  ['class A { static #x = 1; static #m() {} #y }', 1, false, 1],
  ['class A { static { const x = { "#no": 1 }; this.#y } static #y }', 0, false, 1],
  ['class A { static get #x() { return 1 } }', 0, false, 0],
  ['class A { get = 1; set = 2; static = 3; async = 4; #a }', 1, false, 0],
  ['class A { get\n #a() {} }', 0, true, 0],
  ['class A { static\n #a }', 0, false, 1],
  ['class A { get() { return this.#a } static() {} #a = 3 }', 1, false, 0],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a class's source, with a template in it
  ['class A { a = "#b }"; c = \'{#d\'; e = `#f ${ `}` + {}} }`; #g = 1 }', 1, false, 0],
  ['class A { a = /[/}#]{#b/g; #c = 6 / 2 / 1; d = x / 2; #e }', 2, false, 0],
  ['class A { // #no }\n /* #no { */ #a }', 1, false, 0],
  ['class A extends mixin({ a: 1 }) { #a }', 1, false, 0],
  ['class A extends (class { #b }) { #a }', 1, false, 0],
  ['class A extends class B extends C { #b; #c } { #a }', 1, false, 0],
  ['class extends B.c { #a = class { #b; #c } }', 1, false, 0],
  ['class A { #a = () => { return 1 }\n #b = function () {}\n #c }', 3, false, 0],
  ['class A { #a = 1 +\n 2\n #b = x\n instanceof Y\n #c = #a in y }', 3, false, 0],
  ['class A { ["#x"] = 1; "#y" = 2; 3 = 4; #z }', 1, false, 0],
  ['class A { constructor() { this.#a = 1 / 2; if (#a in this) {} } #a; m({ b = "}" }) {} }', 1, false, 0],
  ['class A { accessor x = 1; accessor #y; accessor = 3; static accessor z }', 2, true, 1],
  ['class A { #ünï = 1; #\\u{61} = 2; #$_ }', 3, false, 0],
  ['class A { a = b++ / 2; #c = d / 3 }', 1, false, 0],
  ['class A { m() { if (x) /}#a;{/.test(y) } #c }', 1, false, 0],
  ['class A { m() { while (x()) /[}]/.test(y); for (;;) /"/.exec(y) } #c }', 1, false, 0],
  ['class A { a = x.if(y) / 2; #c = b?.for (d) / 3; #e = "/" }', 2, false, 0],
  ['class A { if() { return 1 / 2 } #c = 1; while = (x) / 2; #e = "/" }', 2, false, 0],
]

describe('readClass', () => {
  it.each(cases)('finds the private members of %j', (source, fields, hasMethods, staticFields) => {
    expect(readClass(source)).toEqual({ fields, hasMethods, staticFields, isCertain: true })
  })

  it.each(cases.filter(([source]) => !source.includes('accessor')))('V8 takes %j for a class, too', (source) => {
    const names = ['mixin', 'B', 'C', 'x', 'y', 'Y', 'b', 'd']
    expect(() => new Function(...names, `return (() => ${source})`)).not.toThrow()
  })

  it('says of what it can not read that it is not certain', () => {
    for (const source of ['', 'class', 'class A', 'class A { #a', 'class A { #a = ( }', 'class A { @b #c }', '}{']) {
      expect(readClass(source)).toEqual({ fields: 0, hasMethods: false, staticFields: 0, isCertain: false })
    }
  })
})
