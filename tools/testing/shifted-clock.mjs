// Loaded before one of our processes (`NODE_OPTIONS=--import=…`): its clock is wrong by what `CLOCK_SHIFT` says for it, in ms,
// such as `api:3600000,worker:-3600000`. Only `Date`: neither PostgreSQL's clock nor Temporal's, nor how fast time passes.
const [, app] = /apps\/(\w+)\//u.exec(process.argv[1] ?? '') ?? [];
const shifts = new Map((process.env.CLOCK_SHIFT ?? '').split(',').map((part) => part.split(':')));
const shift = Number(shifts.get(app) ?? 0);

if (shift !== 0) {
  const now = () => Reflect.apply(RealDate.now, RealDate, []) + shift;
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, asked) => Reflect.construct(target, args.length > 0 ? args : [now()], asked),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
}
