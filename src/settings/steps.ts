// How far a hub has got: what each of the five steps still wants, and to which step an issue of the file belongs.
import type { Issue, WorkspaceView } from '../core/admin.ts'
import type { HubFile } from '../core/hub-file.ts'
import type { Step } from './route.ts'

export type StepState = 'done' | 'todo' | 'error'

export interface Progress {
  /** With what it inherits. */
  file: HubFile
  issues: Issue[]
  workspace: WorkspaceView | undefined
  isSaved: boolean
}

const STEP_OF_KEY: { [key: string]: Step } = {
  identity: 'people',
  jwt: 'people',
  profiles: 'people',
  remember: 'people',
  hold: 'people',
  kiosk: 'people',
  consent: 'people',
  rules: 'map',
  workspace: 'workspace',
}

/** Keys of a workspace, whose issues begin with its name: `default.apiKey`. */
const OF_WORKSPACE: (string | number)[] = ['endpoint', 'apiKey', 'objects', 'count', 'rate', 'ambiguous']

export function stepOf({ path: [root = '', ...keys] }: Pick<Issue, 'path'>): Step {
  return STEP_OF_KEY[root] ?? (keys.some((key) => OF_WORKSPACE.includes(key)) ? 'workspace' : 'hub')
}

export function progress({ file, issues, workspace, isSaved }: Progress): Record<Step, StepState> {
  const wrong = new Set(issues.filter(({ level }) => level === 'error').map(stepOf))
  const state = (step: Step, isDone: boolean): StepState => (wrong.has(step) ? 'error' : isDone ? 'done' : 'todo')
  const hasTargets = file.rules.some(({ attributes, events, subscriptions, purchases }) =>
    Boolean(attributes || events?.length || subscriptions?.length || purchases?.length),
  )
  return {
    hub: state('hub', file.origins.length > 0),
    people: state('people', file.identity.length > 0),
    map: state('map', hasTargets),
    workspace: state('workspace', workspace?.key.present === true),
    review: wrong.size ? 'todo' : isSaved ? 'done' : 'todo',
  }
}
