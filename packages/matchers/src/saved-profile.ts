import type * as Fs from 'node:fs'
import type * as Path from 'node:path'
import type { AllocationProfile } from '@carat/allocations'
import { dhat, foldedStacks, heapProfile, speedscope } from '@carat/report'
import type { MatcherContext } from './context.js'

/** A format of profiles, by the ending of the file. */
interface ProfileFormat {
  readonly text: (profile: AllocationProfile) => string
  /** What opens it. */
  readonly opensIn: string
}

const FORMATS: Readonly<Record<string, ProfileFormat>> = {
  '.heapprofile': { text: heapProfile, opensIn: 'the Memory panel of DevTools, speedscope' },
  '.speedscope.json': { text: speedscope, opensIn: 'speedscope' },
  '.folded': { text: foldedStacks, opensIn: 'flamegraph.pl, inferno, speedscope' },
  '.dhat.json': { text: dhat, opensIn: 'dh_view of Valgrind' },
}

export const PROFILE_FORMATS: readonly string[] = Object.keys(FORMATS)

/** The format that a file's ending stands for. */
export function profileFormat(file: string): ProfileFormat | undefined {
  const ending = PROFILE_FORMATS.find((ending) => file.endsWith(ending) && file.length > ending.length)
  return ending === undefined ? undefined : FORMATS[ending]
}

/** A folder that keeps itself out of version control, as caches of other tools do. */
const FOLDER = '.carat'
const LONGEST_NAME = 100

/**
 * Writes a profile into a file, and says where it is.
 *
 * @param file Where it is asked for; by the name of the test unless given.
 * @returns A line for people: the path as from where the tests run, or why there is no file.
 */
export function saveProfile(profile: AllocationProfile, file: string | undefined, context: MatcherContext): string {
  const { fs, path } = nodeModules()
  const target = file ?? path.join(FOLDER, 'allocations', `${testName(path, context)}.heapprofile`)
  const format = profileFormat(target) as ProfileFormat
  const text = format.text(profile)
  try {
    fs.mkdirSync(path.dirname(path.resolve(target)), { recursive: true })
    if (file === undefined) keepOutOfVersionControl(fs, path)
    fs.writeFileSync(target, text)
    return `${target.replaceAll('\\', '/')} (opens in ${format.opensIn})`
  } catch (error) {
    // a read-only folder is no reason to lose the failure's own text
    return `not saved: ${(error as Error).message}`
  }
}

function keepOutOfVersionControl(fs: typeof Fs, path: typeof Path): void {
  const file = path.join(FOLDER, '.gitignore')
  if (!fs.existsSync(file)) fs.writeFileSync(file, '*\n')
}

/** The file and name of the test as one name of a file; two tests with the same write the same file. */
function testName(path: typeof Path, { currentTestName, testPath }: MatcherContext): string {
  const file = typeof testPath === 'string' ? path.basename(testPath).replace(/\.[cm]?[jt]sx?$/, '') : ''
  const name = typeof currentTestName === 'string' ? currentTestName : ''
  const plain = [file, name]
    .join(' ')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return plain.slice(0, LONGEST_NAME) || 'profile'
}

function nodeModules(): { readonly fs: typeof Fs; readonly path: typeof Path } {
  const get = globalThis.process.getBuiltinModule
  return { fs: get('node:fs'), path: get('node:path') }
}
