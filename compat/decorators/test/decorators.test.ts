import * as core from '@carat/core'
import * as JavaScript from '../src/plain-classes.js'
import * as TypeScript from '../src/typed-classes'
import { declareTests } from '../suite.cjs'

const areMoved = process.env.CARAT_PRIVATES === 'moved'
declareTests({ test, core, sources: { TypeScript, JavaScript }, areMoved })
