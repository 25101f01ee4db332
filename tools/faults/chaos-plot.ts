import type { JourneyTrace } from './chaos.js';
import type { FaultSpan, Told } from './ledgers.js';

const size = { width: 1_200, height: 420, left: 60, top: 20, plot: 240 };
const colours = { acknowledged: '#1b7f3b', refused: '#8a8a8a', unanswered: '#c0392b', open: '#2c5aa0' };

/** Journeys under way and answers each second, above the faults, over the time of the run: one SVG. */
export function chaosPlot(
  traces: readonly JourneyTrace[],
  told: readonly Told[],
  faults: readonly FaultSpan[],
): string {
  const from = Math.min(...traces.map((trace) => trace.from));
  const to = Math.max(...traces.map((trace) => trace.to), ...faults.map((fault) => fault.to));
  const seconds = Math.max(1, Math.ceil((to - from) / 1_000));
  const x = (time: number) => size.left + ((time - from) / (seconds * 1_000)) * (size.width - size.left - 10);
  const perSecond = (hit: (second: number) => number) =>
    Array.from({ length: seconds }, (_, index) => hit(from + index * 1_000));
  const answers = (fits: (status: number | null) => boolean) => {
    const counts = new Map<number, number>();
    for (const { answeredAt } of told.filter((one) => fits(one.status))) {
      const second = Math.floor((answeredAt - from) / 1_000);
      counts.set(second, (counts.get(second) ?? 0) + 1);
    }
    return perSecond((time) => counts.get(Math.floor((time - from) / 1_000)) ?? 0);
  };
  const curves = {
    open: perSecond((time) => traces.filter((trace) => trace.from <= time && trace.to > time).length),
    acknowledged: answers((status) => status !== null && status < 300),
    refused: answers((status) => status !== null && status >= 300 && status < 500),
    unanswered: answers((status) => status === null || status >= 500),
  };
  const highest = Math.max(1, ...Object.values(curves).flat());
  const y = (value: number) => size.top + size.plot * (1 - value / highest);
  const line = (name: keyof typeof curves) =>
    `<polyline fill="none" stroke="${colours[name]}" points="${curves[name].map((value, second) => `${x(from + second * 1_000).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`;
  const parts = [...new Set(faults.map(({ part }) => part))];
  const bars = faults.map(({ kind, part, from: begun, to: ended }) => {
    const row = size.top + size.plot + 24 + parts.indexOf(part) * 18;
    const width = Math.max(2, x(ended) - x(begun)).toFixed(1);
    return `<rect x="${x(begun).toFixed(1)}" y="${row}" width="${width}" height="12" fill="#d98c00"><title>${kind} ${part}, ${((ended - begun) / 1_000).toFixed(1)} s</title></rect>`;
  });
  const words = (text: string, atX: number, atY: number, colour = '#222') =>
    `<text x="${atX}" y="${atY}" font-family="sans-serif" font-size="11" fill="${colour}">${text}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">`,
    `<title>Journeys and faults over time</title><rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    `<line x1="${size.left}" y1="${y(0)}" x2="${size.width - 10}" y2="${y(0)}" stroke="#222"/>`,
    words(String(highest), 20, y(highest) + 4),
    words('0', 40, y(0) + 4),
    words(`${seconds} s`, size.width - 50, y(0) + 14),
    ...Object.keys(curves).map((name) => line(name as keyof typeof curves)),
    ...Object.entries(colours).map(([name, colour], index) => words(name, size.left + 10 + index * 110, 14, colour)),
    ...parts.map((part, index) => words(part.slice(0, 14), 2, size.top + size.plot + 34 + index * 18)),
    ...bars,
    '</svg>',
  ].join('\n');
}
