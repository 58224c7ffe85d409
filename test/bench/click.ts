// From the click on "send" to Braze's receipt of the request: the real page, proxy and stand-in on one machine, idle, `confirm: "submit"`, token held.
import { launchChromium } from '../e2e/driver/chromium.ts'
import { startRig, until } from '../e2e/click-to-braze/rig.ts'

const ROUNDS = 30
/** Rounds before that, which also bring the session token. */
const WARM_UP = 3

export async function clickToBraze(): Promise<{ click_to_braze_p50_ms: number }> {
  const browser = await launchChromium()
  const rig = await startRig(browser, {
    hubFile: (file) => ({ ...file, rules: file.rules.map((rule) => ({ ...rule, confirm: 'submit' })) }),
    env: { PERSON_ENVELOPES_PER_HOUR: '100000', PERSON_EVENTS_PER_HOUR: '100000' },
  })
  try {
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.page.evaluate(() => {
      const notice = (event: Event): void =>
        void (document.documentElement.dataset['clicked'] = String(performance.timeOrigin + event.timeStamp))
      addEventListener('click', notice, { capture: true })
    })
    const times: number[] = []
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const before = rig.braze.requests().length
      await visitor.page.locator('.card.jersey').click()
      await visitor.page.locator('.fill').click()
      await visitor.page.locator('.send').click()
      const clicked = Number(await visitor.page.locator('html').getAttribute('data-clicked'))
      const { at } = await until('the request to Braze', () => rig.braze.requests()[before])
      await visitor.page.locator('.thanks').waitFor()
      await visitor.page.locator('.close').click()
      if (round >= WARM_UP) times.push(at - clicked)
    }
    times.sort((one, other) => one - other)
    return { click_to_braze_p50_ms: times[Math.floor(times.length / 2)] ?? Infinity }
  } finally {
    await rig.close()
    await browser.close()
  }
}
