import * as js from '../walk/intrinsics.js'

/** What a class's source says of its private members, which no JavaScript shows on an instance. */
export interface PrivateMembers {
  /** `#fields` of an instance, and the storage of `accessor` members: V8 gives each a slot. */
  readonly fields: number
  /** Whether instances have private methods or accessors: V8 brands them with one slot for all of these. */
  readonly hasMethods: boolean
  /** `static #fields`, which the class itself holds. */
  readonly staticFields: number
  /** Whether the source could be read; if not, nothing is counted, and the class hides what it hides. */
  readonly isCertain: boolean
}

const NEWLINE = 10
const SPACE = 32
const DOUBLE_QUOTE = 34
const HASH = 35
const DOLLAR = 36
const QUOTE = 39
const OPEN_PAREN = 40
const CLOSE_PAREN = 41
const STAR = 42
const DOT = 46
const SLASH = 47
const SEMICOLON = 59
const EQUALS = 61
const AT = 64
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const BACKTICK = 96
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const END = -1

/** Words after which a slash begins a regular expression, and an expression goes on. */
const operators: readonly string[] = [
  ...['await', 'case', 'delete', 'do', 'else', 'extends', 'in', 'instanceof', 'new', 'of', 'return', 'throw'],
  ...['typeof', 'void', 'yield'],
]

/** Words whose parentheses end no operand: a statement follows, which may begin with a regular expression. */
const heads: readonly string[] = ['for', 'if', 'while', 'with']

/** Reads a class member by member. It knows tokens and brackets, and no more of the grammar than where a member ends. */
export class ClassReader {
  /** All fields of an instance, whatever their names. */
  instanceFields = 0
  constructorText = ''
  private at = 0
  /** Whether what was read last ends an operand: then a slash divides, and a name on a new line begins a member. */
  private endsOperand = false
  private hadNewline = false
  /** Whether what was read last is one of `heads`, and no property of that name. */
  private isHead = false
  private isAfterDot = false
  private fields = 0
  private hasMethods = false
  private staticFields = 0

  constructor(private readonly source: string) {}

  read(): PrivateMembers | undefined {
    if (!this.skipHeritage()) return undefined
    for (;;) {
      this.skipSpace()
      const { code } = this
      if (code === END) return undefined
      if (code === CLOSE_BRACE) break
      if (code === SEMICOLON) this.at++
      else if (!this.readMember()) return undefined
    }
    const { fields, hasMethods, staticFields } = this
    return { fields, hasMethods, staticFields, isCertain: true }
  }

  private isAt(code: number): boolean {
    return this.code === code
  }

  private get code(): number {
    return this.at < this.source.length ? js.charCodeAt(this.source, this.at) : END
  }

  /** `class Name extends some(expression)`, up to the body. A class or an object in that expression is skipped as a whole. */
  private skipHeritage(): boolean {
    let isClass = false
    for (let isFirst = true; ; isFirst = false) {
      this.skipSpace()
      const { code } = this
      if (code === END) return false
      if (code === OPEN_BRACE && !isClass && (isFirst || this.endsOperand)) {
        this.at++
        return true
      }
      if (startsWord(code)) {
        const word = this.readWord()
        if (!isFirst && word === 'class') isClass = true
        continue
      }
      // the body of `extends class { … }` is an operand
      if (code === OPEN_BRACE) isClass = false
      if (!this.skipToken()) return false
    }
  }

  private readMember(): boolean {
    let isStatic = false
    let isAccessor = false
    for (;;) {
      this.skipSpace()
      const { code } = this
      if (code === STAR) {
        this.at++
        continue
      }
      if (code === HASH) {
        this.at++
        this.readWord()
        return this.readRest(true, isStatic, isAccessor)
      }
      if (startsWord(code)) {
        const word = this.readWord()
        this.skipSpace()
        const isName = this.endsName(word)
        if (isName) return this.readRest(false, isStatic, isAccessor, word === 'constructor')
        if (word === 'static') {
          if (this.code === OPEN_BRACE) return this.skipToken() // a static block
          isStatic = true
        } else if (word === 'accessor') {
          isAccessor = true
        }
        continue
      }
      if (code === AT || code === CLOSE_BRACE || code === END) return false
      // a computed name, a string, a number
      const start = this.at
      if (!this.skipToken()) return false
      const name = js.slice(this.source, start + 1, this.at - 1)
      return this.readRest(false, isStatic, isAccessor, name === 'constructor')
    }
  }

  /** Whether a word that was read is the member's name, and no `static`, `async`, `get`, `set` or `accessor` before it. */
  private endsName(word: string): boolean {
    const { code } = this
    if (code === OPEN_PAREN || code === EQUALS || code === SEMICOLON || code === CLOSE_BRACE) return true
    if (word === 'static') return false
    if (word === 'get' || word === 'set') return false
    if (word === 'async' || word === 'accessor') return this.hadNewline
    return true
  }

  /** What follows a member's name: parameters and body, or an initialiser, or nothing. */
  private readRest(isPrivate: boolean, isStatic: boolean, isAccessor: boolean, isConstructor = false): boolean {
    this.isHead = false // a member of that name
    this.skipSpace()
    if (this.code === OPEN_PAREN) {
      if (isPrivate && !isStatic) this.hasMethods = true
      const start = this.at
      if (!this.skipToken()) return false
      this.skipSpace()
      if (!this.isAt(OPEN_BRACE) || !this.skipToken()) return false
      if (isConstructor && !isStatic) this.constructorText += js.slice(this.source, start, this.at)
      return true
    }
    if (!isStatic) this.instanceFields++
    if (isPrivate || isAccessor) {
      if (isStatic) this.staticFields++
      else this.fields++
    }
    // the accessor of a private storage is two methods of that name
    if (isPrivate && isAccessor && !isStatic) this.hasMethods = true
    if (this.code !== EQUALS) return true
    this.at++
    this.endsOperand = false
    return this.skipInitialiser()
  }

  private skipInitialiser(): boolean {
    for (;;) {
      this.skipSpace()
      const { code } = this
      if (code === END) return false
      if (code === SEMICOLON || code === CLOSE_BRACE) return true
      // no operator: a name, a string or a number in a new line can't go on with an operand
      if (this.hadNewline && this.endsOperand && this.startsMember(code)) return true
      if (!this.skipToken()) return false
    }
  }

  private startsMember(code: number): boolean {
    if (code === HASH || code === QUOTE || code === DOUBLE_QUOTE || isDigit(code)) return true
    if (!startsWord(code)) return false
    const { at, endsOperand } = this
    const word = this.readWord()
    this.at = at
    this.endsOperand = endsOperand
    return word !== 'in' && word !== 'instanceof' && word !== 'of'
  }

  /** Skips spaces and comments, and notes whether there was the end of a line among them. */
  private skipSpace(): void {
    this.hadNewline = false
    for (;;) {
      const { code } = this
      if (code === SLASH) {
        const next = js.charCodeAt(this.source, this.at + 1)
        if (next === SLASH) this.skipLine()
        else if (next === STAR) this.skipComment()
        else return
      } else if (code === END || (code > SPACE && code < 0x80) || !isSpace(code)) {
        return
      } else {
        if (isNewline(code)) this.hadNewline = true
        this.at++
      }
    }
  }

  private skipLine(): void {
    while (this.code !== END && !isNewline(this.code)) this.at++
  }

  private skipComment(): void {
    this.at += 2
    while (this.code !== END) {
      if (isNewline(this.code)) this.hadNewline = true
      if (this.code === STAR && js.charCodeAt(this.source, this.at + 1) === SLASH) {
        this.at += 2
        return
      }
      this.at++
    }
  }

  private readWord(): string {
    const start = this.at
    while (isWordPart(this.code)) this.at++
    const word = js.slice(this.source, start, this.at)
    this.endsOperand = !isOneOf(operators, word)
    this.isHead = !this.isAfterDot && isOneOf(heads, word)
    this.isAfterDot = false
    return word
  }

  /** Skips a token, or what is in brackets. Whether it ends. */
  private skipToken(): boolean {
    const { code, isHead } = this
    this.isHead = false
    switch (code) {
      case END:
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        return false
      case OPEN_PAREN:
      case OPEN_BRACKET:
      case OPEN_BRACE:
        if (!this.skipBrackets(code === OPEN_PAREN ? CLOSE_PAREN : code + 2)) return false
        if (isHead && code === OPEN_PAREN) this.endsOperand = false
        return true
      case QUOTE:
      case DOUBLE_QUOTE:
        return this.skipString(code)
      case BACKTICK:
        return this.skipTemplate()
      case SLASH:
        if (!this.endsOperand) return this.skipRegExp()
        break
      case HASH:
        this.at++
        this.readWord()
        return true
    }
    if (isWordPart(code)) {
      this.readWord()
      return true
    }
    // `++` and `--` end an operand if they stand behind one: a slash then divides as it did
    const isCount = (code === 43 || code === 45) && js.charCodeAt(this.source, this.at + 1) === code
    this.at += isCount ? 2 : 1
    this.isAfterDot = code === DOT
    if (!isCount) this.endsOperand = false
    return true
  }

  private skipBrackets(close: number): boolean {
    this.at++
    this.endsOperand = false
    for (;;) {
      this.skipSpace()
      if (this.code === close) {
        this.at++
        // a block, too, may end here; what then begins with a slash is a regular expression, which nobody writes so
        this.endsOperand = true
        return true
      }
      if (!this.skipToken()) return false
    }
  }

  private skipString(quote: number): boolean {
    for (this.at++; this.code !== quote; this.at++) {
      if (this.code === END) return false
      if (this.code === BACKSLASH) this.at++
    }
    this.at++
    this.endsOperand = true
    return true
  }

  private skipTemplate(): boolean {
    for (this.at++; this.code !== BACKTICK; ) {
      if (this.code === END) return false
      if (this.code === BACKSLASH) {
        this.at += 2
      } else if (this.code === DOLLAR && js.charCodeAt(this.source, this.at + 1) === OPEN_BRACE) {
        this.at++
        if (!this.skipBrackets(CLOSE_BRACE)) return false
      } else {
        this.at++
      }
    }
    this.at++
    this.endsOperand = true
    return true
  }

  private skipRegExp(): boolean {
    let isInClass = false
    for (this.at++; isInClass || this.code !== SLASH; this.at++) {
      if (this.code === END || isNewline(this.code)) return false
      if (this.code === BACKSLASH) this.at++
      else if (this.code === OPEN_BRACKET) isInClass = true
      else if (this.code === CLOSE_BRACKET) isInClass = false
    }
    this.at++
    this.readWord() // its flags
    this.endsOperand = true
    return true
  }
}

function isOneOf(words: readonly string[], word: string): boolean {
  for (let i = 0; i < words.length; i++) if (words[i] === word) return true
  return false
}

function isNewline(code: number): boolean {
  return code === NEWLINE || code === 13 || code === 0x2028 || code === 0x2029
}

function isSpace(code: number): boolean {
  if (code <= SPACE) return code === SPACE || (code >= 9 && code <= 13)
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function startsWord(code: number): boolean {
  return isWordPart(code) && !isDigit(code)
}

/** Letters, digits, `_`, `$`, a unicode escape's backslash, and all that is not ASCII and no space. */
function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    isDigit(code) ||
    code === 95 ||
    code === DOLLAR ||
    code === BACKSLASH ||
    (code > 0x7f && !isSpace(code))
  )
}
