// The command line: which command runs.

/** Returns the exit code. */
export async function cli(command: string, args: string[], environment: Record<string, string | undefined>): Promise<number> {
  switch (command) {
    default:
      void args
      void environment
      console.error(`Unknown command "${command}". Commands: check, dead-letters, erase, workspaces. Without a command the service starts.`)
      return 2
  }
}
