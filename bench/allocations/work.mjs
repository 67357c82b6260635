import v8 from 'node:v8'

/** What is profiled: `n` objects of 56 B each, one allocation each; kept ones take some for the array that grows, too. */
export const work = {
  garbage: (n) => () => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      const point = { x: 1, y: i & 7 }
      sum = (sum + point.y) | 0
    }
    return sum
  },
  kept: (n) => () => {
    const points = []
    for (let i = 0; i < n; i++) points.push({ x: 1, y: i & 7 })
    return points
  },
}

const maglev = Number.parseInt(process.versions.v8, 10) >= 13 ? ['maglev'] : []
const compilers = ['opt', ...maglev, 'use-osr', 'sparkplug']

/** Does something as a profile does: without V8's compilers. */
export function interpreted(act) {
  for (const name of compilers) v8.setFlagsFromString(`--no-${name}`)
  try {
    return act()
  } finally {
    for (const name of compilers) v8.setFlagsFromString(`--${name}`)
  }
}

/** Processor time of the process, all its threads, in microseconds. */
export function cpu() {
  const { user, system } = process.cpuUsage()
  return user + system
}
