// Forms by three libraries of different kinds, each bundled here as a site would, captured without special code.
import { bundle } from './frameworks/bundle.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

async function frameworkCase(name: string): Promise<CaptureCase> {
  return {
    name,
    html: `<div id="app"></div><script>${await bundle(name)}</script>`,
    rules: [
      {
        id: 'form',
        on: 'form',
        confirm: 'submit',
        attributes: { email: 'field.email', team: 'field.team', optin: { from: 'field.optin', type: 'boolean' } },
      },
    ],
    act: async ({ page }) => {
      await page.evaluate(async () => {
        while (!document.querySelector('#go')) await new Promise((resolve) => setTimeout(resolve, 10))
      })
      await page.type('#email', 'ada@b.co')
      await page.click('#optin')
      await page.click('#go')
    },
    sends: [{ attributes: { email: 'ada@b.co', team: 'red', optin: true } }],
  }
}

runCases('forms by other libraries', [await frameworkCase('react'), await frameworkCase('vue'), await frameworkCase('material')])
