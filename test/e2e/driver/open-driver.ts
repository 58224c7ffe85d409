// The driver of the engine that `ENGINE` names: chromium (default), firefox, webkit.
import type { Driver, Engine } from './driver.ts'
import { playwrightDriver } from './playwright.ts'
import { webkitDriver } from './webkit.ts'

export const engine = (process.env['ENGINE'] ?? 'chromium') as Engine

export function openDriver(): Promise<Driver> {
  return engine === 'webkit' ? webkitDriver() : playwrightDriver(engine)
}
