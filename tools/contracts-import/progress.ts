/** Says how far a long reading is: a bar on a terminal, else a line now and then. */
export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** Absent in a deployment without development packages: lines do there. */
async function bar(): Promise<Progress | undefined> {
  const library = await import('cli-progress').catch(() => undefined);
  if (!library) return undefined;
  const { SingleBar, Presets } = library.default;
  const shown = new SingleBar(
    { format: '{bar} {percentage} % | {eta_formatted} left', hideCursor: true },
    Presets.shades_classic,
  );
  shown.start(1, 0);
  return {
    update(done, total) {
      shown.setTotal(total);
      shown.update(done);
    },
    stop: () => shown.stop(),
  };
}

function lines(): Progress {
  let last = Date.now();
  return {
    update(done, total) {
      if (Date.now() - last < 2_000) return;
      last = Date.now();
      console.log(`${Math.round((100 * done) / total)} % read`);
    },
    stop: () => undefined,
  };
}

export const startProgress = async (): Promise<Progress> => (process.stdout.isTTY && (await bar())) || lines();
