// Connects the page's state to what it hears: the hub's frame, the stand-in's stream.
import type { HubDetail } from '../../src/core/admin.ts'
import type { JournalEntry } from '../fake-braze/journal.ts'
import type { Profile } from '../fake-braze/profile.ts'
import type { HubMessage } from '../hub/to-demo.ts'
import type { DemoConfig } from '../demo-config.ts'
import { askProxy } from './ask-proxy.ts'
import { readSwitches } from './break.ts'
import { addPeople, addRequests, addTold, broken, config, formFields, scriptIsMissing, told } from './state.ts'

/** Milliseconds between two looks at what the proxy has delivered, while something is open. */
const EVERY = 700

export async function connect(): Promise<void> {
  const known = (await (await fetch('/api/config')).json()) as DemoConfig
  addEventListener('message', (event: MessageEvent<HubMessage>) => {
    if (event.origin === known.hub) hear(event.data)
  })
  config.value = known
  if (known.braze.kind === 'stand-in') follow(known.braze.url)
  const look = (): void => void readSwitches().catch(() => {})
  setInterval(() => {
    void askProxy().catch(() => {})
    // It may be starting: another tab, or this page before a reload, may have asked for that.
    if (broken.value.proxy) look()
  }, EVERY)
  addEventListener('focus', look)
  document.addEventListener('visibilitychange', look)
  look()
}

function hear(message: HubMessage): void {
  if (message.komoBrazeDemo === 'trace') {
    const { envelope } = message.entry
    if (envelope && !told.value.some((entry) => entry.envelope?.rev === envelope.rev)) void readHubFile().catch(() => {})
    addTold(message.entry)
  }
  if (message.komoBrazeDemo === 'script') scriptIsMissing.value = message.isMissing
  if (message.komoBrazeDemo === 'form') formFields.value = { ...formFields.value, [message.card]: message.fields }
}

/** A revision that was not seen before: the operator may have saved another mapping. */
async function readHubFile(): Promise<void> {
  const { file } = (await (await fetch('/api/hub')).json()) as Partial<HubDetail>
  if (file && config.value) config.value = { ...config.value, hubFile: file }
}

/** The stream tells what is new; what came before is read once the stream is open. */
function follow(standIn: string): void {
  const stream = new EventSource(`${standIn}/control/stream`)
  const read = async <T>(path: string): Promise<T> => (await (await fetch(`${standIn}/control/${path}`)).json()) as T
  stream.onopen = async () => {
    addRequests((await read<{ requests: JournalEntry[] }>('journal')).requests)
    addPeople((await read<{ profiles: Profile[] }>('profiles')).profiles)
  }
  stream.addEventListener('request', (event: MessageEvent<string>) =>
    addRequests([(JSON.parse(event.data) as { entry: JournalEntry }).entry]),
  )
  stream.addEventListener('profiles', (event: MessageEvent<string>) =>
    addPeople((JSON.parse(event.data) as { profiles: Profile[] }).profiles),
  )
}
