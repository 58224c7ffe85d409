// What axe has to say of a page without frames.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

/** Rules and elements. Axe runs in the page itself: otherwise it opens a second page at every look, in which it puts together what it found in the frames. */
export async function violations(page: Page): Promise<unknown[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])
}
