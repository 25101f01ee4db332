import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PinnedTool } from './pinned-wheels.js';

/**
 * Lets the SDK download the program, in a process of its own: a firewall that drops packets would hold it for ever,
 * and the native code cannot be stopped from inside. The SDK checks no hash, so it comes last.
 */
export function downloadWithSdk(tool: PinnedTool, cache: string, say: (line: string) => void): string | undefined {
  const folder = join(cache, `sdk-${tool.program}`);
  mkdirSync(folder, { recursive: true });
  const executable = JSON.stringify({ type: 'cached-download', downloadDir: folder });
  const script = `
    import { TestWorkflowEnvironment } from '@temporalio/testing';
    const env = await TestWorkflowEnvironment.${tool.sdkEnvironment}({ server: { executable: ${executable} } });
    await env.teardown();`;
  say(`letting Temporal’s SDK download ${tool.program} (60 s at most)`);
  const args = ['--input-type=module', '-e', script];
  spawnSync(process.execPath, args, { timeout: 60_000, killSignal: 'SIGKILL', stdio: 'ignore' });
  const file = readdirSync(folder).find((name) => !name.endsWith('.downloading'));
  return file && join(folder, file);
}
