// Before a run of all tests (`npm test` says EVIDENCE=1): a folder for what this run's proxies print, serve, send and store, and the preload that keeps it. A run of some tests keeps and judges nothing.
import { mkdirSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { TestProject } from 'vitest/node'

const FOLDER = new URL('../../.cache/evidence/', import.meta.url).pathname

export default function start({ vitest }: TestProject): (() => void) | undefined {
  if (process.env['EVIDENCE'] === undefined) return undefined
  remove()
  mkdirSync(FOLDER, { recursive: true })
  process.env['EVIDENCE_DIR'] = FOLDER
  const preload = new URL('program.ts', import.meta.url)
  // In its address: a test may start a proxy with no environment but its own.
  preload.searchParams.set('folder', pathToFileURL(FOLDER).pathname)
  process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --import=${preload.href}`.trim()
  // After a failure it stays to be looked at, until the next run.
  return () => {
    if (vitest.state.getCountOfFailedTests() === 0) remove()
  }
}

function remove(): void {
  rmSync(FOLDER, { recursive: true, force: true })
}
