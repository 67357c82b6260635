import { formatExactBytes } from '@carat/core'
import { type GrowingSite, type Leak, type LeakHolder, pathText } from '@carat/heap'
import { grouped, lineText, printable } from '@carat/report'
import { coloursOf, type MatcherContext } from './context.js'
import { joined, matcherHint, rounded } from './failure-text.js'

const SHOWN_SITES = 3
const SHOWN_HOLDERS = 3
const SHOWN_TYPES = 4
/** Holders and sites with less of the growth than this are not what to look at. */
const WORTH_SHOWING = 0.1

/** The text of `.not.toLeak()` where a function leaks. */
export function leakText(context: MatcherContext, leak: Leak, argument: string): string {
  const { received, expected, dim } = coloursOf(context)
  const kept = `${bytesOf(leak.bytesPerRun)} more after each call${objectsText(leak.objectsPerRun)}`
  return joined([
    [matcherHint(context, { matcher: 'toLeak', argument, negated: true })],
    [
      `Expected:  ${expected('nothing more kept after each call')}`,
      `Kept:      ${received(kept)}`,
      ...siteLines(leak.sites),
      dim(`Counted:   live objects after garbage collections, over ${grouped(leak.runs)} calls that all kept more`),
    ],
    holderLines(leak.holders),
    [advice(leak.holders[0])],
  ])
}

/** The text of `.toLeak()` where a function does not. */
export function noLeakText(context: MatcherContext, argument: string): string {
  const { received, expected } = coloursOf(context)
  return joined([
    [matcherHint(context, { matcher: 'toLeak', argument, negated: false })],
    [
      `Expected: ${expected('more kept after each call')}`,
      `Received: ${received('what is alive does not grow with the calls')}`,
    ],
    ['The probe saw the leak that it planted beside the function, so it would have seen another.'],
  ])
}

function siteLines(sites: readonly GrowingSite[]): string[] {
  return sites.slice(0, SHOWN_SITES).map((site, at) => {
    const label = at === 0 ? 'Allocated:' : '          '
    return `${label} ${bytesOf(site.bytesPerRun)} a call in ${printable(site.functionName)}${placeOf(site)}`
  })
}

function holderLines(holders: readonly LeakHolder[]): string[] {
  const [first] = holders
  if (first === undefined) return []
  return holders
    .filter(({ bytesPerRun }) => bytesPerRun >= first.bytesPerRun * WORTH_SHOWING)
    .slice(0, SHOWN_HOLDERS)
    .flatMap((holder, at) => [
      `${at === 0 ? 'Held by:  ' : '          '} ${pathText(holder.path)} (${growthText(holder)})`,
      ...(holder.types.length === 0 ? [] : [`           ${typesText(holder)}`]),
    ])
}

/** How the holder grows: by entries where it does, else by the bytes of its store. */
function growthText({ shownPerRun, bytesPerRun }: LeakHolder): string {
  return shownPerRun >= 0.05 ? `+${countOf(shownPerRun)} each call` : `+${bytesOf(bytesPerRun)} each call`
}

function typesText({ types }: LeakHolder): string {
  const shown = types.slice(0, SHOWN_TYPES).map(({ name, perRun }) => `${countOf(perRun)} × ${printable(name)}`)
  const rest = types.length - shown.length
  return `each call: ${shown.join(', ')}${rest === 0 ? '' : `, … ${rest} more`}`
}

function advice(holder: LeakHolder | undefined): string {
  const path = holder === undefined ? '' : pathText(holder.path)
  if (path.includes('(Timeout)') || path.startsWith('Timeout')) {
    return 'Clear the timer when its work is over: clearTimeout, clearInterval.'
  }
  if (path.includes('_events.') || path.includes('kEvents')) {
    return 'Take the listener off when its work is over: off(…), { once: true } or { signal }.'
  }
  if (path.includes('promise reaction')) {
    return 'A promise that does not settle keeps all that waits for it: settle it, or race it against an AbortSignal.'
  }
  return 'Take out again what a call puts in, or bound it; if it fills up and stops growing later than that, warm it up: { warmup: 1000 }.'
}

function placeOf({ url, line, column }: GrowingSite): string {
  return url === '' ? '' : ` (${lineText({ file: pathOf(url), line, column })})`
}

function pathOf(url: string): string {
  if (!url.startsWith('file:')) return url
  const path = url.replace(/^file:\/\//, '').replace(/[?#].*$/, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function objectsText(perRun: number): string {
  return perRun < 0.05 ? ', in stores that grow' : `, in ${countOf(perRun)} object${countOf(perRun) === '1' ? '' : 's'}`
}

/** Objects a call: whole ones where they are nearly so, since some calls fall between two collections. */
function countOf(perRun: number): string {
  const nearest = Math.round(perRun)
  return Math.abs(perRun - nearest) < 0.1 && nearest > 0 ? grouped(nearest) : String(Number(perRun.toFixed(2)))
}

function bytesOf(perRun: number): string {
  const bytes = Math.max(1, Math.round(perRun))
  return `${formatExactBytes(bytes)}${rounded(bytes)}`
}
