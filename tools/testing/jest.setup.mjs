import 'reflect-metadata';

// CommonJS packages that require() the ESM-only Nest fail with "Cannot require() ES Module … in a cycle" unless it is evaluated
// before them. Only api has such packages: any other suite would pay a quarter of a second for it.
if (/[\\/]apps[\\/]api[\\/]/u.test(expect.getState().testPath)) {
  await import('@nestjs/common');
  await import('@nestjs/core');
}
