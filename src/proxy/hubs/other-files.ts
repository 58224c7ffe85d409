// The files in HUBS_DIR that are no hub files. No hub may be named like one, and none may extend one: what is in it would be shown as what the hub inherits.
export const WORKSPACES_FILE = 'workspaces.json'
export const KEYS_FILE = 'keys.json'
export const OTHER_FILES: readonly string[] = [WORKSPACES_FILE, KEYS_FILE]
