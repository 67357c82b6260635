import { formatExactBytes, measureRoots } from '@carat/core'
import { flameGraph, memoryText } from '@carat/report'

/** What `/debug/memory` answers: the live state of all modules that registered a root, measured now. */
export function memoryPage(format) {
  const measurement = measureRoots()
  const { bytes, objects, roots, shared, unseen, warnings } = measurement
  switch (format) {
    case 'json':
      return { type: 'application/json', body: JSON.stringify({ bytes, objects, roots, shared, unseen, warnings }) }
    case 'html':
      return { type: 'text/html; charset=utf-8', body: htmlPage(measurement) }
    default:
      return { type: 'text/plain; charset=utf-8', body: `${rootsText(measurement)}\n\n${memoryText(measurement)}\n` }
  }
}

function rootsText({ roots, shared, warnings }) {
  const lines = [['root', 'holds alone', 'reaches']]
  for (const [name, { exclusive, reachable }] of Object.entries(roots)) {
    lines.push([name, formatExactBytes(exclusive), formatExactBytes(reachable)])
  }
  return [
    ...lines.map(([name, alone, all]) => name.padEnd(16) + alone.padStart(12) + all.padStart(12)),
    ...shared.map(({ between, bytes }) => `${formatExactBytes(bytes)} shared between ${between.join(' and ')}`),
    ...warnings.map(({ path, message }) => `${path}: ${message}`),
  ].join('\n')
}

function htmlPage(measurement) {
  return `<!doctype html>
<meta charset="utf-8">
<title>Live state</title>
${flameGraph(measurement, { title: 'Live state' })}
`
}
