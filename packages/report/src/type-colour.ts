/** Hue, saturation and lightness, in degrees and percent. */
type Colour = readonly [hue: number, saturation: number, lightness: number]

// What the language brings is pale; a program's own classes, which one looks for, are not.
const KNOWN: ReadonlyMap<string, Colour> = new Map<string, Colour>([
  ['string', [95, 36, 74]],
  ['number', [190, 32, 74]],
  ['bigint', [200, 32, 70]],
  ['symbol', [170, 28, 70]],
  ['function', [285, 30, 80]],
  ['accessor', [270, 30, 80]],
  ['Object', [42, 42, 76]],
  ['Array', [215, 46, 80]],
  ['Map', [25, 52, 79]],
  ['Set', [10, 50, 80]],
  ['Date', [325, 34, 81]],
  ['RegExp', [340, 38, 81]],
  ['Error', [0, 48, 80]],
  ['Promise', [250, 38, 83]],
  ['ArrayBuffer', [180, 14, 74]],
  ['Buffer', [180, 20, 72]],
  ['native', [150, 20, 72]],
])
const TYPED_ARRAY = /^(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)(?:Clamped)?Array$/

/** A colour for a type, the same in every graph. Black text can be read on it. */
export function typeColour(type: string): string {
  const known = KNOWN.get(TYPED_ARRAY.test(type) ? 'Buffer' : type)
  if (known !== undefined) return hex(known)
  const mixed = hash(type)
  return hex([mixed % 360, 48 + ((mixed >>> 9) % 4) * 6, 70 + ((mixed >>> 12) % 4) * 3])
}

/** FNV-1a over the code units. */
function hash(text: string): number {
  let mixed = 0x811c9dc5
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193)
  // The last characters of a name would else decide little more than the last bits.
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0
}

/** @see https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function hex([hue, saturation, lightness]: Colour): string {
  const light = lightness / 100
  const reach = (saturation / 100) * Math.min(light, 1 - light)
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12
    const value = light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
