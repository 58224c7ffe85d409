// The files in HUBS_DIR that are no hub files. No hub has their names, and none shares what is in them: it would be shown with what the hub inherits.
export const WORKSPACES_FILE = 'workspaces.json'
export const KEYS_FILE = 'keys.json'
export const OTHER_FILES: readonly string[] = [WORKSPACES_FILE, KEYS_FILE]
