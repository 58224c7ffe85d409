// The little that a browser test needs of a browser, so that the same cases run through Playwright (Chromium, Firefox) and plain WebDriver (WebKit). What went out is asked of the test's own server, not of the browser.
export type Engine = 'chromium' | 'firefox' | 'webkit'

export interface Driver {
  /** A new tab in the driver's one profile. */
  page(): Promise<DriverPage>
  close(): Promise<void>
}

export interface DriverPage {
  /** Goes to the address and waits for its load event. */
  open(url: string): Promise<void>
  /** A real click at the element's middle. Selectors are CSS; open shadow roots are searched too. */
  click(selector: string): Promise<void>
  /** Real key strokes into the control, after what it holds. */
  type(selector: string, text: string): Promise<void>
  /** One key by its W3C name (`Enter`, `Tab`, `ArrowDown`) to whatever has the focus. */
  keys(...keys: string[]): Promise<void>
  /** Runs the function in the page with JSON arguments; its promise is awaited. It cannot see the test's variables. */
  evaluate<A extends unknown[], R>(script: (...args: A) => R | Promise<R>, ...args: A): Promise<R>
  close(): Promise<void>
}
