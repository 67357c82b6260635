// All that XML 1.0 knows no way to write, not even escaped: control characters, halves of pairs and two others.
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text with escapes for what XML can not hold. They take room, so that it is this text that has to fit. */
export function drawable(text: string): string {
  return text.replace(FORBIDDEN, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
}

/** A text for the content or an attribute of an element. */
export function xmlText(text: string): string {
  return drawable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
