// CommonJS packages that require() the ESM-only Nest fail with "Cannot require() ES Module … in a cycle"
// unless it is evaluated before them.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
