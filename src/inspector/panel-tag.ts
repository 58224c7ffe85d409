// The tag of the element that holds the panel: nothing in it belongs to the page.
export const PANEL_TAG = 'komo-braze-inspector'
