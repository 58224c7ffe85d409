// What a scrape says before there is anything to say.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createMetrics } from '../../src/proxy/metrics.ts'

it('says nothing of a disk that nobody has told of: with PostgreSQL a 0 would be an alarm for ever', async () => {
  const metrics = createMetrics()
  expect((await metrics.scrape()).text).not.toContain('komo_braze_disk')
  metrics.disk(5, false)
  metrics.disk(6, true)
  const { text } = await metrics.scrape()
  expect(text).toContain('komo_braze_disk_free_bytes 6')
  expect(text).toContain('komo_braze_disk_above_floor 1')
})

it('what alerts count begins at 0: the increase of a counter that was not there before is none', async () => {
  const metrics = createMetrics()
  metrics.hubOk('summer', true)
  metrics.workspaceInForce('au')
  metrics.accepted('summer')
  metrics.accepted('summer')
  metrics.hubOk('summer', true)
  metrics.workspaceInForce('au')
  const { text } = await metrics.scrape()
  expect(text).toContain('komo_braze_accepted_total{hub="summer"} 2\n')
  expect(text).toContain('komo_braze_refused_total{scope="envelope",hub="summer",code="no_identity"} 0\n')
  expect(text).toContain('komo_braze_refused_total{scope="request",hub="summer",code="quota_reached"} 0\n')
  expect(text).toContain('komo_braze_refused_total{scope="request",hub="summer",code="overloaded"} 0\n')
  expect(text).toContain('komo_braze_uncounted_total{workspace="au"} 0\n')
  expect(text).toContain('komo_braze_ambiguous_total{workspace="au",policy="hold"} 0\n')
  expect(text).toContain('komo_braze_reloads_total{ok="false"} 0\n')
})

it('refusals are an alert by their share, and dead letters by how many wait: a small hub, and the first ones, show too', () => {
  const alerts = readFileSync('src/proxy/alerts.yml', 'utf8')
  const exprOf = (name: string) => new RegExp(`alert: ${name}\\n\\s+expr: (.*)`).exec(alerts)?.[1]
  expect(exprOf('KomoBrazeRefusals')).toContain('0.2 * (sum by (hub) (increase(komo_braze_accepted_total[1h]))')
  expect(exprOf('KomoBrazeDeadLetters')).toBe('max by (workspace) (komo_braze_dead_letters) > 0')
})

it('a disk below its floor is one alert: another only where it is no disk that is known, or the outbox is broken as well', () => {
  const alerts = readFileSync('src/proxy/alerts.yml', 'utf8')
  const own = 'komo_braze_accepting{reason="storage_full"} == 0 and on (job, instance) komo_braze_disk_above_floor == 0'
  expect(alerts).toContain(`expr: komo_braze_accepting == 0 unless on (job, instance) (${own})\n`)
  expect(alerts).toContain('expr: komo_braze_disk_above_floor == 0\n')
})

it('an outbox that cannot be written is one alert: that sending has paused for it is another only while submissions are accepted', () => {
  const alerts = readFileSync('src/proxy/alerts.yml', 'utf8')
  const told = 'komo_braze_paused{reason="storage"} and on (job, instance) komo_braze_accepting{reason=~"unavailable|storage_full"} == 0'
  expect(alerts).toContain(`expr: max by (workspace, reason) (komo_braze_paused unless (${told})) == 1\n`)
})

it('a hub that is turned away for its quota is an alert, and an overload that no scrape happens to meet', () => {
  const alerts = readFileSync('src/proxy/alerts.yml', 'utf8')
  expect(alerts).toContain('increase(komo_braze_refused_total{scope="request",code=~"overloaded|quota_reached"}[5m])')
})

it('failed reloads are an alert, and each proxy that has no hub', () => {
  const alerts = readFileSync('src/proxy/alerts.yml', 'utf8')
  expect(alerts).toContain('expr: increase(komo_braze_reloads_total{ok="false"}[15m]) > 0')
  expect(alerts).toContain('expr: up{job="komo-braze"} == 1 unless on (job, instance) komo_braze_hub_ok')
})
