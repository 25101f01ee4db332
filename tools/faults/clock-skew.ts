/**
 * Preloaded into a process (`node --import`), makes its clock wrong by `CLOCK_SKEW` seconds, as a machine without time service
 * has it: `Date` alone, since timers and `performance` measure lengths.
 */
const skewMs = Number(process.env.CLOCK_SKEW ?? 0) * 1_000;
const RightDate = Date;
const now = () => RightDate.now() + skewMs;

globalThis.Date = new Proxy(RightDate, {
  construct: (date, given, self) => Reflect.construct(date, given.length > 0 ? given : [now()], self) as object,
  apply: () => new RightDate(now()).toString(),
  get: (date, name, self) => (name === 'now' ? now : (Reflect.get(date, name, self) as unknown)),
});
