// A hub is edited in one tab: what the inspector wants mapped goes to the tab that has the hub open, because of two drafts only one could be saved.

type Message =
  | { kind: 'ask'; ask: string; hub: string }
  | { kind: 'offer'; ask: string; tab: string; isDirty: boolean }
  | { kind: 'give'; tab: string; hub: string; query: string }

/** Milliseconds in which the other tabs can say that they have the hub open. */
const ANSWER_MS = 250

export type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>

interface Parts {
  /** One for the whole tab, so that it does not hear itself. Undefined where the browser has no BroadcastChannel: then each tab is on its own. */
  channel: Channel | undefined
  /** Names this tab among the others. */
  tab: string
  /** How this tab has the hub open. */
  holds(hub: string): 'not' | 'clean' | 'dirty'
  take(hub: string, query: string): void
}

export function createHandOver({ channel, tab, holds, take }: Parts) {
  const offers = new Map<string, Extract<Message, { kind: 'offer' }>[]>()
  const post = (message: Message): void => channel?.postMessage(message)

  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'offer') offers.get(data.ask)?.push(data)
    else if (data.kind === 'ask') {
      const held = holds(data.hub)
      if (held !== 'not') post({ kind: 'offer', ask: data.ask, tab, isDirty: held === 'dirty' })
    } else if (data.tab === tab) take(data.hub, data.query)
  })

  /** Gives whether another tab took it. Of several, one with unsaved changes is preferred. */
  return async (hub: string, query: string): Promise<boolean> => {
    if (!channel) return false
    const ask = `${tab} ${Math.random()}`
    offers.set(ask, [])
    post({ kind: 'ask', ask, hub })
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS))
    const found = offers.get(ask) ?? []
    offers.delete(ask)
    const chosen = found.find(({ isDirty }) => isDirty) ?? found[0]
    if (chosen) post({ kind: 'give', tab: chosen.tab, hub, query })
    return chosen !== undefined
  }
}
