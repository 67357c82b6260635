// With node:test: the classes as a compiler has written them into a folder.
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import * as core from '@carat/core'
import suite from '../suite.cjs'

const compiled = (name) => import(pathToFileURL(`${process.env.CARAT_CLASSES}/${name}.js`).href)
const sources = { TypeScript: await compiled('typed-classes'), JavaScript: await compiled('plain-classes') }
suite.declareTests({ test, core, sources, areMoved: process.env.CARAT_PRIVATES === 'moved' })
