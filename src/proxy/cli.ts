// The command line: which command runs. All but `check` talk to the running proxy's operator's port.
import { didYouMean } from '../schema/nearest.ts'
import { adminClient, type AdminClient } from './cli/admin-client.ts'
import { check, CHECK_USAGE } from './cli/check.ts'
import { processIo } from './cli/check-io.ts'
import { deadLetters, DEAD_LETTERS_USAGE } from './cli/dead-letters.ts'
import { erase, ERASE_USAGE } from './cli/erase.ts'
import { UsageError } from './cli/usage-error.ts'
import { workspaces, WORKSPACES_USAGE } from './cli/workspaces.ts'

type Environment = Record<string, string | undefined>

interface Command {
  usage: string
  /** Returns the exit code. */
  run: (args: string[], environment: Environment) => Promise<number>
}

const COMMANDS: Record<string, Command> = {
  check: { usage: CHECK_USAGE, run: (args, environment) => check(args, processIo(environment)) },
  'dead-letters': { usage: DEAD_LETTERS_USAGE, run: askProxy(deadLetters) },
  erase: { usage: ERASE_USAGE, run: askProxy(erase) },
  workspaces: { usage: WORKSPACES_USAGE, run: askProxy(workspaces) },
}

const USAGE = `Commands:
  check <hub file>…                 what is wrong with hub files, and what Braze would get
  dead-letters list|replay|purge    what Braze refused for good
  erase --email <address>|…         everything about one person
  workspaces [pause|resume <name>]  the state of each
"<command> --help" says more. Without a command the service starts.
All but check talk to the running proxy: ADMIN_HOST, ADMIN_PORT, ADMIN_TOKEN.`

/** Returns the exit code: 0 done, 1 refused or not reached, 2 wrong usage. */
export async function cli(name: string, args: string[], environment: Environment): Promise<number> {
  const command = commandOf(name === 'help' ? args[0] : name)
  if (name === 'help' || [name, ...args].some((word) => word === '--help' || word === '-h')) {
    console.log(command?.usage ?? USAGE)
    return 0
  }
  if (command === undefined) {
    console.error(`Unknown command "${name}"${didYouMean(name, Object.keys(COMMANDS)) || '.'}\n${USAGE}`)
    return 2
  }
  try {
    return await command.run(args, environment)
  } catch (error) {
    console.error((error as Error).message)
    if (!(error instanceof UsageError)) return 1
    console.error(command.usage)
    return 2
  }
}

function commandOf(name = ''): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
}

function askProxy(ask: (client: AdminClient, args: string[]) => Promise<string>): Command['run'] {
  return async (args, environment) => {
    console.log(await ask(adminClient(environment, fetch), args))
    return 0
  }
}
