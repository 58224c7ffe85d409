// Forms of one library, with the library itself, as a site bundles them: text for a page's own script element.
import { build } from 'vite'

export async function bundle(name: string): Promise<string> {
  const entry = new URL(`${name}.ts`, import.meta.url).pathname
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
