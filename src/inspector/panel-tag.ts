// The element that holds the panel: what is in it is none of the page's.
export const PANEL_TAG = 'komo-braze-inspector'
