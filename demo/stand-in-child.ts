// The stand-in for Braze as a process of the demo.
import { startChild, type Child } from './child.ts'

export async function startStandIn(apiKey: string): Promise<Child & { url: string }> {
  const address = /Braze stand-in: (http:\S+)/
  const child = await startChild('demo/fake-braze/start.ts', {
    env: { PORT: '0', BRAZE_API_KEY: apiKey },
    isReady: async (output) => address.test(output),
  })
  return { ...child, url: address.exec(child.output())?.[1] ?? '' }
}
