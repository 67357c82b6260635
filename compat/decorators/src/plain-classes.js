/** The classes of `typed-classes.ts`, without the types. */
import { measurable, measured, unmeasured } from '@carat/core'
export class Kinds {
  @measured #small = 1
  @measured #double = 1.5
  @measured #text = 'fourteen chars'
  @measured #object = { a: 1 }
  @measured #map = new Map([[1, 2]])
  @measured #array = [1, 2, 3]
  use() {
    return [this.#small, this.#double, this.#text, this.#object, this.#map, this.#array]
  }
}
export class Beside {
  a = 1
  @measured #b = 2.5
  c = []
  @measured #d = new Set().add(1)
  use() {
    return [this.#b, this.#d]
  }
}
export class Accessors {
  @measured accessor x = 1.5
  @measured accessor y = ['fourteen chars']
}
export class PrivateAccessor {
  @measured accessor #x = [0.5, 1.5]
  use() {
    return this.#x
  }
}
export class PartlyShown {
  @measured #shown = []
  #hidden = new Map()
  use() {
    return [this.#shown, this.#hidden]
  }
}
export class LeavesOut {
  @measured #own = [1.5]
  @unmeasured('belongs to the app') #logger = { lines: ['fourteen chars'] }
  @unmeasured('shared by all') pool = [1, 2, 3]
  @unmeasured('made anew when asked') accessor cache = new Map()
  use() {
    return [this.#own, this.#logger]
  }
}
@unmeasured('weighs itself')
class LeftOut {
  @measured #list = [1, 2, 3]
  use() {
    return this.#list
  }
}

export { LeftOut }
export class Base {
  @measured #list = [1]
  base() {
    return this.#list
  }
}
export class Plain {
  n = 1
}
export class SameName extends Base {
  @measured #list = [1, 2]
  use() {
    return this.#list
  }
}
export class Undecorated extends Base {
  own = 1.5
}
export class OfUndecorated extends Undecorated {
  @measured #double = 2.5
  use() {
    return this.#double
  }
}
export class OfPlain extends Plain {
  @measured #text = 'fourteen chars'
  use() {
    return this.#text
  }
}
export class StaticBlock {
  static made = 0
  static {
    StaticBlock.made = 1
  }
  @measured #list = [1, 2, 3]
  use() {
    return this.#list
  }
}
export class Statics {
  @measured static #list = [1, 2, 3]
  @unmeasured('shared by all') static #pool = new Map()
  @measured #double = 1.5
  static use() {
    return [Statics.#list, Statics.#pool]
  }
  use() {
    return this.#double
  }
}
function counted(Extended) {
  return class extends Extended {
    @measured #counts = [1.5]
    count() {
      return this.#counts
    }
  }
}
export const CountedPlain = counted(Plain)
export const CountedBase = counted(Base)
export const CountedTwice = counted(counted(Plain))
export const Anonymous = class {
  @measured #list = [1, 2, 3]
  use() {
    return this.#list
  }
}
export const Expression = class Named {
  @measured #list = [1, 2, 3]
  use() {
    return this.#list
  }
}
export class Entries extends Map {
  @measured #list = [1, 2, 3]
  use() {
    return this.#list
  }
}
export class Rows extends Array {
  @measured #double = 1.5
  use() {
    return this.#double
  }
}
export class Failure extends Error {
  @measured #double = 1.5
  use() {
    return this.#double
  }
}
export class Bytes extends Uint8Array {
  @measured #double = 1.5
  use() {
    return this.#double
  }
}
export class Methods {
  @measured #double = 1.5
  #use() {
    return this.#double
  }
  get #got() {
    return this.#use()
  }
  use() {
    return this.#got
  }
}
export class BothWays {
  @measured #a = [1, 2]
  #b = [1.5, 2.5];
  [measurable](visitor) {
    visitor.field('#b', this.#b)
  }
  use() {
    return this.#a
  }
}
