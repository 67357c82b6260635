/**
 * The text of an inline snapshot without the indentation that the runner wrote it with, as Jest and Vitest strip it: all
 * lines between the first and the last, which are blank, begin with the first one's indentation, or the text stays as it is.
 */
export function stripIndentation(text: string): string {
  const indentation = /^([^\S\n]*)\S/m.exec(text)?.[1] ?? ''
  const lines = text.split('\n')
  const first = lines.shift()
  const last = lines.pop()
  const isFramed = first?.trim() === '' && last?.trim() === '' && lines.length > 0
  if (indentation === '' || !isFramed) return text
  if (lines.some((line) => line !== '' && !line.startsWith(indentation))) return text
  return `\n${lines.map((line) => line.slice(indentation.length)).join('\n')}\n`
}
