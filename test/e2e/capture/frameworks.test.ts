// Forms by three libraries of different kinds, each bundled here as a site would, captured without special code.
import { build } from 'vite'
import { runCases, type CaptureCase } from './run-cases.ts'

async function bundle(name: string): Promise<string> {
  const entry = new URL(`frameworks/${name}.ts`, import.meta.url).pathname
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'app', fileName: name } },
  })
  const [output] = [built].flat() as { output: { code: string }[] }[]
  return (output?.output[0]?.code ?? '').replaceAll('</script', '<\\/script')
}

async function frameworkCase(name: string, optin: unknown): Promise<CaptureCase> {
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
    sends: [{ attributes: { email: 'ada@b.co', team: 'red', optin: optin as string } }],
  }
}

runCases('forms by other libraries', [
  await frameworkCase('react', true),
  await frameworkCase('vue', true),
  await frameworkCase('material', true),
])
