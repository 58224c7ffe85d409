// The command line: which command runs. All but `check` talk to the running proxy's operator's port.
import { adminClient, type AdminClient } from './cli/admin-client.ts'
import { check } from './cli/check.ts'
import { deadLetters } from './cli/dead-letters.ts'
import { erase } from './cli/erase.ts'
import { UsageError } from './cli/usage-error.ts'
import { workspaces } from './cli/workspaces.ts'

const COMMANDS: Record<string, ((client: AdminClient, args: string[]) => Promise<string>) | undefined> = {
  'dead-letters': deadLetters,
  erase,
  workspaces,
}

const USAGE = `Commands:
  check <hub file>… [--capture <file>] [--json] [--strict]
  dead-letters list [--hub --workspace --reason --limit --after]
  dead-letters replay|purge <id>… | --all [--hub --workspace --reason]
  erase --email|--phone|--external-id|--braze-id <value> | --alias <label> <name>
  workspaces [pause|resume <name>]
Without a command the service starts. Commands talk to the running proxy: ADMIN_HOST, ADMIN_PORT, ADMIN_TOKEN.`

/** Returns the exit code: 0 done, 1 refused or not reached, 2 wrong usage. */
export async function cli(command: string, args: string[], environment: Record<string, string | undefined>): Promise<number> {
  if (command === 'help' || [command, ...args].some((word) => word === '--help' || word === '-h')) {
    console.log(USAGE)
    return 0
  }
  if (command === 'check') return check(args)
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (run === undefined) {
    console.error(`Unknown command "${command}".\n${USAGE}`)
    return 2
  }
  try {
    console.log(await run(adminClient(environment, fetch), args))
    return 0
  } catch (error) {
    const isUsage = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
    console.error((error as Error).message)
    if (isUsage) console.error(USAGE)
    return isUsage ? 2 : 1
  }
}
