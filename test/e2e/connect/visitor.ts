// What a visitor does on the sample hub.
import type { Rig } from './rig.ts'

/** A visitor's entry on the sample hub; her e-mail as Braze gets it. */
export async function enter(rig: Rig): Promise<string> {
  const page = await rig.page()
  await page.goto(rig.hub.url)
  await page.locator('[data-card=competition]').first().click()
  await page.locator('.fill').click()
  const email = await page.locator('[name=email]').inputValue()
  await page.locator('.send').click()
  await page.getByText('Entry received').waitFor()
  return email.toLowerCase()
}
