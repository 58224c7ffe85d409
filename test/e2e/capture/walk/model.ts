// What must come out of a walk, by design.md and hub-file.md: a small account of one visitor's browser that knows nothing of the script.
import { initial, isMail, mail, type Confirm, type Held, type Sent, type Tab, type Values } from './account.ts'
import { ConsentGiven } from './consent-given.ts'
import type { FormName, Happening, World } from './happenings.ts'

/** Milliseconds. */
const TWICE = 2_000
const BEFORE = 2_000
const WITHIN = 30_000
const PLAY = 600_000
const HOLD = 1_800_000

export class Model {
  now: number
  sent: Sent[] = []
  dropped: string[] = []
  /** What the site's own server must have got. */
  site: string[] = []
  values!: Record<FormName, Values>
  tab: Tab = { identity: [], named: false, user: 0, waiting: [], at: 0 }
  full = false
  hiddenForms!: Record<FormName, boolean>
  isHidden = false
  private consent: ConsentGiven
  private said = { user: 0, member: 0 }
  private cards!: Record<FormName, { started: boolean; takenAt?: number | undefined }>
  private last: { [form in FormName]?: { key: string; at: number; submission: number } | undefined } = {}
  private element = false
  private count = 0
  private readonly world: World
  /** How many of this rule and text the proxy has by now. */
  private readonly arrived: (rule: string, text: string) => number

  constructor(world: World, now: number, arrived: (rule: string, text: string) => number) {
    this.world = world
    this.now = now
    this.arrived = arrived
    this.consent = new ConsentGiven(world)
    this.open()
  }

  /** A page of this tab begins. */
  private open(): void {
    this.consent.beginPage()
    Object.assign(this, {
      said: { user: 0, member: 0 },
      last: {},
      element: false,
      full: false,
    })
    this.isHidden = false
    this.values = { a: initial('a'), b: initial('b') }
    this.hiddenForms = { a: false, b: false }
    this.cards = { a: { started: false }, b: { started: false } }
    for (const one of this.tab.waiting) Object.assign(one, { isHere: false, isShown: false })
    // The page's first events come too late for what has waited too long.
    this.expire()
    this.tab.at = this.now
    this.advance()
    this.look()
    if (this.consent.isOptedOut) this.forget()
  }

  /** It ends: what is only in memory is gone. */
  private close(): void {
    this.endPlays()
    if (!this.stores || this.consent.isSilent) Object.assign(this.tab, { identity: [], named: false, user: 0 })
    for (const one of this.tab.waiting) if (!one.kept) this.drop(one, 'consent_denied')
    if (!this.stores) this.tab.waiting = []
    for (const one of this.sent) if (!one.stored && this.isOnItsWay(one)) one.doubt ??= 'lost'
  }

  private isOnItsWay({ rule, text }: Sent): boolean {
    return this.arrived(rule, text) < this.sent.filter((one) => one.rule === rule && one.text === text).length
  }

  private endPlays(): void {
    for (const one of this.tab.waiting) if (one.confirm === 'play') one.confirm = undefined
    this.advance()
  }

  private get stores(): boolean {
    return !this.world.denied && !this.full
  }

  private identityFor(own: string[]): string[] {
    if (own.length && !this.tab.named) return own
    return [false, true].flatMap((kind) => [...own, ...this.tab.identity].find((one) => isMail(one) === kind) ?? [])
  }

  private isOther(own: string[]): boolean {
    return own.some((one) => this.tab.identity.some((other) => isMail(one) === isMail(other) && one !== other))
  }

  private drop(one: Held, reason: string): void {
    this.tab.waiting = this.tab.waiting.filter((other) => other !== one)
    this.dropped.push(`${one.rule} ${one.text} ${reason}`)
  }

  private changePerson(): void {
    const settled = this.tab.waiting.map(({ own, settled }) => settled ?? this.identityFor(own))
    Object.assign(this.tab, { identity: [], named: false })
    for (const [index, one] of this.tab.waiting.entries()) {
      if (!one.own.length || one.confirm === 'play') this.drop(one, 'person_changed')
      else one.settled = settled[index]!
    }
  }

  private reason({ reading, confirm, own, settled }: Held): string | undefined {
    if (!this.consent.mayKeep(reading)) return 'no_consent'
    if (confirm) return confirm === 'play' ? 'collecting' : 'unconfirmed'
    return (settled ?? this.identityFor(own)).length ? undefined : 'no_identity'
  }

  waits(): string[] {
    return this.tab.waiting.map((one) => `${one.rule} ${this.reason(one)}`).sort()
  }

  /** What is in memory only, for its consent has never been there; unless the same was submitted with it as well. */
  secrets(): string[] {
    const textsIn = (some: { text: string }[]) => some.flatMap(({ text }) => text.split('+'))
    const stored = textsIn([...this.tab.waiting.filter(({ kept }) => kept), ...this.sent])
    return textsIn(this.tab.waiting.filter(({ kept }) => !kept)).filter((text) => !stored.includes(text))
  }

  private advance(): void {
    let gone = false
    for (let one; (one = this.tab.waiting.find((held) => !this.reason(held))); gone = true) {
      const { own, settled, reading, rule, text } = one
      const identity = settled ?? this.identityFor(own)
      this.tab.waiting = this.tab.waiting.filter((other) => other !== one)
      if (!settled && this.isOther(own)) this.changePerson()
      if (reading === 'granted' && this.world.consent === 'person') this.consent.grant(true, this.stores)
      this.sent.push({ rule, text, identity: identity.join(), stored: this.stores })
      if (!settled && own.length && !this.tab.named) this.tab.identity = own
    }
    if (gone && this.world.kiosk) {
      this.consent.grant(false, this.stores)
      this.said = { user: 0, member: 0 }
      this.changePerson()
    } else if (gone && !this.world.remembers && !this.tab.named) this.tab.identity = []
    for (const one of this.tab.waiting) one.kept ||= this.consent.mayKeep(one.reading) === true
  }

  /** What the page shows by itself: an element, a form that is gone; then the clock. */
  private look(elapsed = 0): void {
    for (const one of this.tab.waiting) {
      if (!this.tab.waiting.includes(one) || !one.confirm) continue
      if (one.confirm === 'play') {
        if (this.now - one.at > PLAY) this.confirm(one)
        continue
      }
      if (!this.isHidden) one.left -= elapsed
      if (one.confirm === 'appears' && !this.element) one.isShown = false
      const isGone = one.confirm === 'gone' && (!one.isHere || this.hiddenForms[one.card])
      const appears = one.confirm === 'appears' && this.element && !one.isShown
      if (isGone || appears || (one.confirm === 'submit' && one.left <= 0)) this.confirm(one)
      else if (one.left <= 0) this.drop(one, 'not_confirmed')
    }
    this.expire()
  }

  private expire(): void {
    if (this.now - this.tab.at > HOLD) for (const one of this.tab.waiting) if (!one.confirm) this.drop(one, 'expired')
  }

  private confirm(one: Held): void {
    one.confirm = undefined
    this.advance()
  }

  private take(held: Omit<Held, 'kept' | 'at' | 'isHere' | 'isShown'>, before?: Omit<Held, 'settled'>): void {
    const one: Held = { isShown: held.confirm === 'appears' && this.element, at: this.now, ...before, ...held, kept: false, isHere: true }
    if (this.consent.mayKeep(held.reading) === false) this.dropped.push(`${held.rule} ${held.text} consent_denied`)
    else this.tab.waiting.push(one)
  }

  private own(person: number, { member } = this.said): string[] {
    return [...(member ? [`m${member}`] : []), ...(person ? [mail(person)] : [])]
  }

  /** Not the hub's own form, but a container with a rule that has a trigger. */
  private isContainer(form: FormName): boolean {
    return this.world.second === 'trigger' && form === 'b'
  }

  private submit(form: FormName): void {
    const rule = this.isContainer(form) ? 'container' : 'entry'
    const { person, n, ok } = this.values[form]
    const key = JSON.stringify(this.values[form])
    const before = this.last[form]
    const again = before?.key === key && this.tab.waiting.find(({ submission, confirm }) => submission === before.submission && confirm)
    if (again) {
      this.tab.waiting = this.tab.waiting.filter((one) => one !== again)
      const { settled: _, ...rest } = again
      this.take({ ...rest, confirm: this.confirmBy(form), left: WITHIN }, rest)
    } else {
      if (before?.key === key && Math.abs(this.now - before.at) < TWICE) return
      // Corrected: what the page shows is then the correction's.
      for (const one of this.world.steps ? [] : this.tab.waiting)
        if (one.submission === before?.submission && (one.confirm === 'gone' || one.confirm === 'appears')) this.drop(one, 'not_confirmed')
      this.last[form] = { key, at: this.now, submission: ++this.count }
      // Not with what somebody else began.
      const step = this.world.steps && this.tab.waiting.find((one) => one.rule === rule && one.confirm && !one.settled && one.card === form)
      this.tab.waiting = this.tab.waiting.filter((one) => one !== step)
      const reading = ok ? 'granted' : 'denied'
      this.take({
        rule,
        text: n,
        own: this.own(person),
        reading,
        confirm: this.confirmBy(form),
        card: form,
        left: WITHIN,
        submission: this.count,
      })
    }
    this.tab.at = this.now
    this.advance()
  }

  private confirmBy(form: FormName): Confirm | undefined {
    const { confirm } = this.world
    const card = this.cards[form]
    // A next step may come.
    if (confirm === 'submit' || (confirm === 'auto' && !card.started)) return this.world.steps ? 'submit' : undefined
    if (confirm === 'gone' || confirm === 'appears') return confirm
    if (card.takenAt === undefined || Math.abs(this.now - card.takenAt) >= BEFORE) return 'komo'
    card.takenAt = undefined
    return undefined
  }

  private event(name: 'start' | 'taken' | 'answer' | 'finish', card: FormName, user: number, member: number, text: string): void {
    const { tab, said } = this
    if (user && said.user && user !== said.user) this.said = { user: 0, member: 0 }
    Object.assign(this.said, user && { user }, member && { member })
    const { user: here } = this.said
    // Whoever the last event named is said by this one, too.
    if (here && tab.user && here !== tab.user) this.changePerson()
    tab.user = here || tab.user
    if (name === 'start') this.cards[card].started = true
    if (name === 'taken') {
      const newest = tab.waiting.filter((one) => one.confirm === 'komo' && one.card === card).pop()
      if (newest) this.confirm(newest)
      this.cards[card].takenAt = newest ? undefined : this.now
    }
    const common = { own: this.own(0), reading: 'absent' as const, card, left: PLAY, submission: ++this.count }
    const play = tab.waiting.find((one) => one.confirm === 'play' && one.card === card)
    if (name === 'answer') this.take({ ...common, rule: 'answer', text })
    if (name === 'answer' || (name === 'finish' && play)) {
      this.tab.waiting = this.tab.waiting.filter((one) => one !== play)
      const texts = [...(play ? [play.text] : []), ...(name === 'answer' ? [text] : [])]
      this.take({ ...common, rule: 'play', text: texts.join('+'), confirm: name === 'answer' ? 'play' : undefined })
    }
    tab.at = this.now
    this.advance()
  }

  private forget(): void {
    this.consent.revoke()
    Object.assign(this.tab, { identity: [], named: false })
    for (const one of this.tab.waiting) this.drop(one, 'consent_withdrawn')
    for (const one of this.sent) if (this.isOnItsWay(one)) one.doubt ??= 'withdrawn'
  }

  /** One happening; `text` is what the fresh values in it are. */
  happen(what: Happening, text: string): void {
    switch (what.do) {
      case 'fill':
        this.values[what.form] = { person: what.person, n: text, ok: what.ok }
        break
      case 'submit':
        this.submit(what.form)
        if (what.way === 'double') this.submit(what.form)
        // The site hears nothing of it.
        if (this.isContainer(what.form)) break
        this.site.push(this.values[what.form].n)
        if (what.way === 'ajax') this.values[what.form].n = text
        break
      case 'leave':
        if (this.isContainer(what.form)) break
        this.site.push(this.values[what.form].n)
        this.submit(what.form)
        this.reload()
        this.reload()
        break
      case 'reset':
        if (this.isContainer(what.form)) break
        this.values[what.form] = initial(what.form)
        for (const one of this.tab.waiting) if (one.confirm === 'gone' && one.isHere && one.card === what.form) this.confirm(one)
        break
      case 'hide form':
        this.hiddenForms[what.form] = what.hidden
        break
      case 'renew':
        this.values[what.form] = initial(what.form)
        this.hiddenForms[what.form] = false
        this.last[what.form] = undefined
        for (const one of this.tab.waiting) if (one.card === what.form) one.isHere = false
        break
      case 'element':
        this.element = what.shown
        break
      case 'start':
      case 'taken':
      case 'answer':
      case 'finish':
        this.event(what.do, what.card, what.user, what.member, text)
        break
      case 'consent':
        if (!what.granted) this.forget()
        else {
          this.consent.byPage = true
          this.advance()
        }
        break
      case 'gpc':
        this.consent.gpc = what.on
        break
      case 'identify': {
        const who = what.person ? [`m${what.person}`] : []
        if (!what.person) this.said = { user: 0, member: 0 }
        if (!what.person || this.isOther(who)) this.changePerson()
        Object.assign(this.tab, { identity: who, named: !!what.person })
        this.advance()
        break
      }
      case 'visible':
        this.isHidden = !what.shown
        break
      case 'return':
        this.endPlays()
        break
      case 'reload':
        this.reload()
        break
      case 'other tab':
        this.otherTab(what.act, what.person, text)
        break
      case 'storage':
        this.full = what.full
        break
      case 'time':
        for (let passed = 0; passed < what.seconds * 1000; passed += 250) {
          this.now += 250
          this.look(250)
        }
        break
      case 'clock':
        this.now += what.minutes * 60_000
        break
      case 'proxy':
      case 'well':
      case 'flush':
    }
    this.look()
  }

  private reload(): void {
    this.close()
    this.open()
  }

  /** A fresh tab, which is closed again. */
  private otherTab(act: 'submit' | 'grant' | 'withdraw', person: number, text: string): void {
    const other = new Model(this.world, this.now, this.arrived)
    other.consent = this.consent.inOtherTab()
    if (this.consent.isOptedOut) this.forget()
    other.values.a = { person, n: text, ok: true }
    if (act === 'submit') other.submit('a')
    else if (act === 'grant') other.consent.byPage = true
    else this.forget()
    other.look()
    other.close()
    this.sent.push(...other.sent)
    this.dropped.push(...other.dropped)
    if (act === 'submit') this.site.push(text)
  }
}
