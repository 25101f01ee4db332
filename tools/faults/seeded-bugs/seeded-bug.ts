import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** A mistake that could be made, and the run that must tell it: `<name>.patch`, its first lines say which. */
export interface SeededBug {
  name: string;
  /** Undefined for the control, which changes nothing. */
  patch: string | undefined;
  breaks: string;
  /** Each of these invariants must be violated. */
  foundBy: string[];
  /** Settings of the product. */
  settings: Record<string, string>;
  /** Arguments of the chaos run. */
  run: string[];
}

const folder = 'tools/faults/seeded-bugs';

/** All of them by name, the control first. */
export const seededBugs = (): SeededBug[] => [
  control,
  ...readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => seededBug(resolve(folder, file), readFileSync(join(folder, file), 'utf8'))),
];

/** Everything that makes a bug visible, on a product without one. */
const control: SeededBug = {
  ...{ name: 'control', patch: undefined, breaks: 'nothing at all', foundBy: [] },
  settings: { CREATION_LINK_LIFETIME: '40', RESET_LINK_LIFETIME: '30', RESEND_INTERVAL: '2', LINK_REUSE_WINDOW: '1' },
  run: ['--journeys', '60', '--seed', '3', '--patience', '120', '--mix', controlMix()],
};

function controlMix(): string {
  const persons = {
    ...{ mailFault: 0.4, mailFaults: ['refuse-451', 'refuse-550', 'drop-in-data', 'drop-before-data'] },
    ...{ rival: 0.3, key: 0.3, manyPosts: 0.4, resends: 0.3, triesOldLink: 1 },
    passwords: ['by-link', 'by-link-twice', 'never'],
    livesOn: 0.6,
  };
  const crashes = ['api.registrations.after-commit', 'notice.before-knock'];
  return JSON.stringify({
    quiet: true,
    persons,
    faults: { journeysAFault: 15, kills: ['worker'], crashes, clocks: [3_600], store: true, keyRotation: true },
  });
}

/** Throws where the patch does not say what it must. */
export function seededBug(file: string, text: string): SeededBug {
  const said = (name: string): string => {
    const [, value] = new RegExp(`^${name}: (.+)$`, 'mu').exec(text.split('\ndiff ')[0] ?? '') ?? [];
    if (!value) throw new Error(`${file} has no line « ${name}: … »`);
    return value;
  };
  return {
    ...{ name: basename(file, '.patch'), patch: file, breaks: said('Breaks'), foundBy: said('Found by').split(', ') },
    settings: Object.fromEntries(
      said('Settings')
        .split(' ')
        .map((setting) => setting.split('=') as [string, string]),
    ),
    run: [...said('Run').split(' '), '--mix', said('Mix')],
  };
}
