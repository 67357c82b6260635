/**
 * What each class of `src/` weighs, as a sum that a reader can redo:
 *
 *     object    the object without its private part; 24 + 8n for n properties
 *     privates  slots of 8 bytes: each private field, the storage of each `accessor`, and one for each class with private
 *               methods; none where a transpiler moves them to WeakMaps
 *     holds     what lies in public and private fields, as in `compat/conformance/table.cjs`
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {() => object} make
 * @property {number} object
 * @property {number} privates
 * @property {number} holds
 * @property {readonly string[]} [unseen] Reasons; none by default.
 */

const DOUBLE = 16
const TEXT = 16 + 16
/** @param {number} n */
const array = (n) => 32 + (n === 0 ? 0 : 16 + 8 * n)
const MAP_OF_FEW = 32 + (40 + 8 * 2 * (1 + 6))
const SET_OF_FEW = 32 + (40 + 8 * 2 * (1 + 4))

/**
 * @param {Record<string, any>} classes
 * @returns {readonly Row[]}
 */
exports.rows = (classes) => {
  const first = new classes.Beside()
  const make =
    (Class, ...args) =>
    () =>
      new Class(...args)
  return [
    {
      name: 'a private field of each kind',
      make: make(classes.Kinds),
      object: 24,
      privates: 6,
      holds: 0 + DOUBLE + TEXT + (24 + 8) + MAP_OF_FEW + array(3),
    },
    {
      name: 'private fields beside public ones',
      make: make(classes.Beside),
      object: 24 + 2 * 8,
      privates: 2,
      holds: DOUBLE + array(0) + SET_OF_FEW,
    },
    {
      name: 'the first instance of a class, which V8 gave room to grow',
      make: () => first,
      object: 24 + 2 * 8,
      privates: 2,
      holds: DOUBLE + array(0) + SET_OF_FEW,
    },
    {
      name: 'accessors with their storage',
      make: make(classes.Accessors),
      object: 24,
      privates: 2,
      holds: DOUBLE + (array(1) + TEXT),
    },
    {
      name: 'a private accessor: its storage and its methods',
      make: make(classes.PrivateAccessor),
      object: 24,
      privates: 1 + 1,
      holds: array(2),
    },
    {
      name: 'a class that extends, the private names alike',
      make: make(classes.SameName),
      object: 24,
      privates: 1 + 1,
      holds: array(1) + array(2),
    },
    {
      name: 'a class without decorators that extends one with',
      make: make(classes.Undecorated),
      object: 24 + 8,
      privates: 1,
      holds: array(1) + DOUBLE,
    },
    {
      name: 'a class with decorators that extends one without that extends one with',
      make: make(classes.OfUndecorated),
      object: 24 + 8,
      privates: 1 + 1,
      holds: array(1) + DOUBLE + DOUBLE,
    },
    {
      name: 'the class that they extend',
      make: make(classes.Base),
      object: 24,
      privates: 1,
      holds: array(1),
    },
    {
      name: 'a class that extends one without',
      make: make(classes.OfPlain),
      object: 24 + 8,
      privates: 1,
      holds: TEXT,
    },
    {
      name: 'a class with a static block',
      make: make(classes.StaticBlock),
      object: 24,
      privates: 1,
      holds: array(3),
    },
    {
      name: 'a class with static private fields',
      make: make(classes.Statics),
      object: 24,
      privates: 1,
      holds: DOUBLE,
    },
    { name: 'a mixin', make: make(classes.CountedPlain), object: 24 + 8, privates: 1, holds: array(1) },
    {
      name: 'the mixin on another class',
      make: make(classes.CountedBase),
      object: 24,
      privates: 1 + 1,
      holds: array(1) + array(1),
    },
    {
      name: 'a mixin upon itself',
      make: make(classes.CountedTwice),
      object: 24 + 8,
      privates: 1 + 1,
      holds: array(1) + array(1),
    },
    { name: 'an anonymous class', make: make(classes.Anonymous), object: 24, privates: 1, holds: array(3) },
    { name: 'a class expression', make: make(classes.Expression), object: 24, privates: 1, holds: array(3) },
    {
      name: 'a class that extends Map',
      make: make(classes.Entries, [[1, 2]]),
      object: MAP_OF_FEW,
      privates: 1,
      holds: array(3),
    },
    {
      name: 'a class that extends Array',
      make: () => classes.Rows.of(1, 2, 3),
      object: array(3),
      privates: 1,
      holds: DOUBLE,
    },
    {
      name: 'a class that extends Uint8Array',
      make: make(classes.Bytes, 8),
      object: 104 + 96 + (16 + 8),
      privates: 1,
      holds: DOUBLE,
    },
    {
      name: 'a class that extends Error, two slots of V8 in it',
      make: make(classes.Failure),
      object: 24 + 2 * 8,
      privates: 1,
      holds: DOUBLE,
      unseen: ['error stack'],
    },
    {
      name: 'private methods beside a private field',
      make: make(classes.Methods),
      object: 24,
      privates: 1 + 1,
      holds: DOUBLE,
    },
    {
      name: 'a class that shows one field by a decorator and one by its method',
      make: make(classes.BothWays),
      object: 24,
      privates: 2,
      holds: array(2) + array(2),
    },
  ]
}
