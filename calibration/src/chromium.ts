import { execFileSync } from 'node:child_process'
import type { Browser } from 'playwright-core'

/** Chromium of the system, or `undefined` where there is none on PATH. */
export function chromiumPath(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {
      // Not under this name.
    }
  }
  return undefined
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium without windows, which asks no host by itself.
 *
 * @param more Switches besides those that it always has.
 */
export async function launchChromium(executablePath: string, more: readonly string[] = []): Promise<Browser> {
  // Not at the top: the everyday check needs no browser.
  const { chromium } = await import('playwright-core')
  return chromium.launch({ executablePath, args: [...switches, ...more] })
}
