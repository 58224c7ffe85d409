// What a visitor has agreed to, as one tab knows it: to the page, to this hub, or by Global Privacy Control not at all.
import type { Reading } from './account.ts'
import type { World } from './happenings.ts'

export class ConsentGiven {
  /** The browser's Global Privacy Control is on. */
  gpc = false
  /** `komoBraze.consent(true)` was called on this page. */
  byPage = false
  private byPerson = false
  private readonly world: World
  /** What this tab and those beside it share. */
  private readonly shared: { granted: boolean }

  constructor(world: World, shared = { granted: false }) {
    this.world = world
    this.shared = shared
  }

  beginPage(): void {
    this.byPage = false
    this.byPerson = this.shared.granted
  }

  inOtherTab(): ConsentGiven {
    const other = new ConsentGiven(this.world, this.shared)
    other.beginPage()
    other.gpc = this.gpc
    return other
  }

  get isOptedOut(): boolean {
    return this.world.gpc && this.gpc
  }

  /** Nobody's name is stored before consent. */
  get isSilent(): boolean {
    return this.isOptedOut || (this.world.consent === 'api' && !this.byPage) || (this.world.consent === 'person' && !this.isGranted)
  }

  private get isGranted(): boolean {
    return this.byPerson || this.shared.granted
  }

  mayKeep(reading: Reading): boolean | undefined {
    const { consent } = this.world
    if (this.isOptedOut) return false
    if (consent === 'none') return true
    if (consent === 'api') return this.byPage || undefined
    if (reading === 'granted') return true
    if (consent === 'capture') return false
    return this.isGranted || (reading === 'absent' ? undefined : false)
  }

  /** @param stores whether this tab can tell the others */
  grant(granted: boolean, stores: boolean): void {
    this.byPerson = granted
    this.shared.granted = granted && stores
  }

  revoke(): void {
    this.byPage = this.byPerson = false
    this.shared.granted = false
  }
}
