// Taken once: sizes stay the same, and no user code runs, when a test replaces `Math.min`.
type Unary = (value: number) => number
type Variadic = (...values: number[]) => number

export const abs: Unary = Math.abs
export const ceil: Unary = Math.ceil
export const floor: Unary = Math.floor
export const log2: Unary = Math.log2
export const max: Variadic = Math.max
export const min: Variadic = Math.min
export const round: Unary = Math.round
