import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';
const root = resolve(import.meta.dirname, '..', '..', 'shared');
/** Path of a file of the test data that lies beside the project; it may not exist. */
export const sharedPath = (...parts) => join(root, ...parts);
export const hasShared = (...parts) => existsSync(sharedPath(...parts));
const told = new Set();
/** A `describe` that is skipped, with a printed reason, where the test data it names is missing. */
export function describeShared(title, needed, body) {
    const missing = [needed].flat().filter(path => !hasShared(path));
    if (missing.length === 0) {
        describe(title, body);
        return;
    }
    const reason = `test data is missing: ${missing.map(path => `../shared/${path}`).join(', ')}`;
    if (!told.has(title + reason)) {
        told.add(title + reason);
        process.stderr.write(`skipped "${title}": ${reason}\n`);
    }
    describe.skip(`${title} (${reason})`, body);
}
