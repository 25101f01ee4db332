/** Runs once before all suites: fetches what their time limits must not pay for. */
export default function globalSetup(): void {
  // the browser and the Temporal servers are prepared here
}
