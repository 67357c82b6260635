import { type Bytes, formatBytes, parseBytes } from '@carat/core'
import { argumentText } from './argument-text.js'
import { builtinModule } from './builtin-module.js'

/** How a module fared under a limit. */
export type WithinLimit =
  | {
      readonly fits: true
      readonly limit: Bytes
      /** What V8's heap of the worker took at the end, before it was given back. */
      readonly heapAtEnd: Bytes
    }
  | {
      readonly fits: false
      readonly limit: Bytes
      /** For people: what the limit was, and that it was exceeded. */
      readonly message: string
    }

export interface RunsWithinOptions {
  /** A function that the module exports, to call once it is loaded; its promise is awaited. By default loading is all. */
  readonly call?: string
  /** What the function gets; goes to the worker by structured clone. */
  readonly argument?: unknown
}

const CALL = "runsWithin(new URL('./import-orders.js', import.meta.url), '64 MB', { call: 'importOrders' })"

/** A worker itself needs some 5 MB. */
const LEAST_LIMIT = 16 * 1024 * 1024

/**
 * Runs a module in a worker whose V8 heap is limited: it runs to its end, or V8 ends it. For code that streams and must not buffer.
 * The worker is in a process of its own, since an allocation that is too large by itself ends the whole process.
 *
 * The limit is for the worker's whole heap, some 4 MB of its own included, and is checked when V8 collects garbage. The data of
 * buffers lies outside of that heap, and is not limited.
 *
 * @param module A URL, or an absolute path.
 * @param limit Bytes, or a text such as `'64 MB'`; 16 MiB at least.
 * @throws {TypeError} or {RangeError} if an argument is wrong.
 * @returns Rejects with what the module throws, if it fails for another reason.
 */
export async function runsWithin(
  module: string | URL,
  limit: number | string,
  options: RunsWithinOptions = {},
): Promise<WithinLimit> {
  const bytes = limitInBytes(limit)
  const url = moduleUrl(module)
  const { call, argument } = checkedOptions(options)
  const { spawn } = builtinModule('node:child_process', 'runsWithin')
  const { execPath, stderr } = globalThis.process
  const child = spawn(execPath, ['-e', PROGRAM], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  const megabytes = bytes / 2 ** 20
  // the young generation is part of the heap that the limit is for
  const young = Math.min(8, megabytes / 4)
  child.send({
    data: { url, call, argument },
    resourceLimits: { maxOldGenerationSizeMb: megabytes - young, maxYoungGenerationSizeMb: young },
  })
  const exceeded = (): WithinLimit => {
    const message = `${url} needs more than ${formatBytes(bytes)} of V8's heap: V8 ended it at that limit`
    return { fits: false, limit: bytes, message }
  }
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined
    let errors = ''
    child.stderr?.setEncoding('utf8')
    child.stderr?.on('data', (text: string) => {
      errors += text
    })
    child.once('message', (message: unknown) => {
      answer = message as Answer
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      // one allocation that is too large by itself ends the process, and not only the worker
      if (answer === undefined && errors.includes('JavaScript heap out of memory')) return resolve(exceeded())
      if (errors !== '') stderr.write(errors)
      if (answer === undefined) {
        return reject(new Error(`${url} ended its process (${signal ?? `exit code ${code}`}) before it was done`))
      }
      if ('error' in answer) return reject(answer.error)
      // V8 lets a large object past the limit until it collects garbage next
      resolve(
        'heapAtEnd' in answer && answer.heapAtEnd <= bytes
          ? { fits: true, limit: bytes, heapAtEnd: answer.heapAtEnd as Bytes }
          : exceeded(),
      )
    })
  })
}

type Answer = { readonly heapAtEnd: number } | { readonly error: unknown } | { readonly exceeded: true }

const WORKER: string = `
const { parentPort, workerData } = require('node:worker_threads')
const { url, call, argument } = workerData
import(url).then(async (module) => {
  if (call !== undefined) {
    const fn = module[call] ?? module.default?.[call]
    if (typeof fn !== 'function') {
      throw new TypeError(url + ' exports no function ' + JSON.stringify(call) + ', only ' + Object.keys(module).join(', '))
    }
    await fn(argument)
  }
  parentPort.postMessage({ heapAtEnd: process.memoryUsage().heapUsed })
}).catch((error) => parentPort.postMessage({ error }))
`

/** What the process runs, and the worker in it; as text, for a bundle has no second file. */
const PROGRAM: string = `
process.once('message', ({ data, resourceLimits }) => {
  const { Worker } = require('node:worker_threads')
  const worker = new Worker(${JSON.stringify(WORKER)}, { eval: true, workerData: data, resourceLimits })
  let answer
  worker.once('message', (message) => { answer = message })
  worker.once('error', (error) => { answer = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { exceeded: true } : { error } })
  worker.once('exit', () => {
    if (answer === undefined) process.disconnect()
    else process.send(answer, () => process.disconnect())
  })
})
`

function limitInBytes(limit: unknown): Bytes {
  if (typeof limit !== 'number' && typeof limit !== 'string') {
    throw new TypeError(`limit must be bytes or a text such as '64 MB', got ${argumentText(limit)}; call it as ${CALL}`)
  }
  const bytes = typeof limit === 'string' ? parseBytes(limit) : limit
  if (!Number.isSafeInteger(bytes) || bytes < LEAST_LIMIT) {
    throw new RangeError(
      `limit must be at least 16 MiB (a worker's own heap), got ${argumentText(limit)}; call it as ${CALL}`,
    )
  }
  return bytes as Bytes
}

function moduleUrl(module: unknown): string {
  if (typeof module === 'string' && module !== '') {
    if (/^[a-z][a-z+.-]+:/i.test(module)) return module
    if (/^(\/|[a-z]:[\\/])/i.test(module)) return builtinModule('node:url', 'runsWithin').pathToFileURL(module).href
    throw new TypeError(
      `module must be a URL or an absolute path, got ${argumentText(module)}, which is relative to nothing here; call it as ${CALL}`,
    )
  }
  // a URL of any realm
  const href: unknown = typeof module === 'object' && module !== null ? (module as { href?: unknown }).href : undefined
  if (typeof href !== 'string') {
    throw new TypeError(`module must be a URL or an absolute path, got ${argumentText(module)}; call it as ${CALL}`)
  }
  return href
}

function checkedOptions(options: unknown): RunsWithinOptions {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`runsWithin takes its options as an object, got ${argumentText(options)}; call it as ${CALL}`)
  }
  for (const name of Object.keys(options)) {
    if (name === 'call' || name === 'argument') continue
    throw new TypeError(`runsWithin has no option ${JSON.stringify(name)}, only call, argument; call it as ${CALL}`)
  }
  const { call }: { call?: unknown } = options
  if (call !== undefined && (typeof call !== 'string' || call === '')) {
    throw new TypeError(
      `call must be the name of a function that the module exports, got ${argumentText(call)}; call it as ${CALL}`,
    )
  }
  return options
}
