import { chaosPlot } from './chaos-plot.js';
import { told } from './invariants/ledger-lines.fixture.js';

test('journeys, answers and faults stand in one SVG, at their time', () => {
  const trace = { index: 0, from: 1_000, to: 9_000, end: 'completed' as const };
  const answered = told('register', 'PRC-AAAA-AAAA', 201, { sentAt: 1_500, answeredAt: 2_500 });
  const fault = { kind: 'kill −9', part: 'worker', from: 3_000, to: 6_000 };
  const svg = chaosPlot([trace], [answered], [fault]);
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/u);
  expect(svg).toContain('<title>kill −9 worker, 3.0 s</title>');
  expect(svg.match(/<polyline/gu)).toHaveLength(4);
  expect(svg).not.toContain('NaN');
});
