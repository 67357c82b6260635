/**
 * Classes whose private fields are shown by decorators, or are not. `plain-classes.js` is the same without the types.
 */
import { measurable, measured, unmeasured, type Visitor } from '@carat/core'

export class Kinds {
  @measured #small = 1
  @measured #double = 1.5
  @measured #text = 'fourteen chars'
  @measured #object: { a: number } = { a: 1 }
  @measured #map: Map<number, number> = new Map([[1, 2]])
  @measured #array: number[] = [1, 2, 3]
  use(): unknown {
    return [this.#small, this.#double, this.#text, this.#object, this.#map, this.#array]
  }
}

export class Beside {
  a = 1
  @measured #b = 2.5
  c: number[] = []
  @measured #d: Set<number> = new Set<number>().add(1)
  use(): unknown {
    return [this.#b, this.#d]
  }
}

export class Accessors {
  @measured accessor x = 1.5
  @measured accessor y: string[] = ['fourteen chars']
}

export class PrivateAccessor {
  @measured accessor #x: number[] = [0.5, 1.5]
  use(): unknown {
    return this.#x
  }
}

export class PartlyShown {
  @measured #shown: number[] = []
  #hidden = new Map()
  use(): unknown {
    return [this.#shown, this.#hidden]
  }
}

export class LeavesOut {
  @measured #own: number[] = [1.5]
  @unmeasured('belongs to the app') #logger = { lines: ['fourteen chars'] }
  @unmeasured('shared by all') pool: number[] = [1, 2, 3]
  @unmeasured('made anew when asked') accessor cache = new Map()
  use(): unknown {
    return [this.#own, this.#logger]
  }
}

@unmeasured('weighs itself')
class LeftOut {
  @measured #list: number[] = [1, 2, 3]
  use(): unknown {
    return this.#list
  }
}

export { LeftOut }

export class Base {
  @measured #list: number[] = [1]
  base(): unknown {
    return this.#list
  }
}

export class Plain {
  n = 1
}

/** The same private name in both: two fields. */
export class SameName extends Base {
  @measured #list: number[] = [1, 2]
  use(): unknown {
    return this.#list
  }
}

export class Undecorated extends Base {
  own = 1.5
}

export class OfUndecorated extends Undecorated {
  @measured #double = 2.5
  use(): unknown {
    return this.#double
  }
}

export class OfPlain extends Plain {
  @measured #text = 'fourteen chars'
  use(): unknown {
    return this.#text
  }
}

export class StaticBlock {
  static made = 0
  static {
    StaticBlock.made = 1
  }
  @measured #list: number[] = [1, 2, 3]
  use(): unknown {
    return this.#list
  }
}

export class Statics {
  @measured static #list: number[] = [1, 2, 3]
  @unmeasured('shared by all') static #pool = new Map()
  @measured #double = 1.5
  static use(): unknown {
    return [Statics.#list, Statics.#pool]
  }
  use(): unknown {
    return this.#double
  }
}

type Constructor = new () => object

// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it of the class that a mixin extends
function counted<Class extends new (...args: any[]) => object>(Extended: Class) {
  return class extends Extended {
    @measured #counts: number[] = [1.5]
    count(): unknown {
      return this.#counts
    }
  }
}

export const CountedPlain: Constructor = counted(Plain)
export const CountedBase: Constructor = counted(Base)
export const CountedTwice: Constructor = counted(counted(Plain))

export const Anonymous = class {
  @measured #list: number[] = [1, 2, 3]
  use(): unknown {
    return this.#list
  }
}

export const Expression = class Named {
  @measured #list: number[] = [1, 2, 3]
  use(): unknown {
    return this.#list
  }
}

export class Entries extends Map<number, number> {
  @measured #list: number[] = [1, 2, 3]
  use(): unknown {
    return this.#list
  }
}

export class Rows extends Array<number> {
  @measured #double = 1.5
  use(): unknown {
    return this.#double
  }
}

export class Failure extends Error {
  @measured #double = 1.5
  use(): unknown {
    return this.#double
  }
}

export class Bytes extends Uint8Array {
  @measured #double = 1.5
  use(): unknown {
    return this.#double
  }
}

export class Methods {
  @measured #double = 1.5
  #use(): unknown {
    return this.#double
  }
  get #got(): unknown {
    return this.#use()
  }
  use(): unknown {
    return this.#got
  }
}

export class BothWays {
  @measured #a: number[] = [1, 2]
  #b: number[] = [1.5, 2.5];
  [measurable](visitor: Visitor): void {
    visitor.field('#b', this.#b)
  }
  use(): unknown {
    return this.#a
  }
}
