import { formJsonSchema } from '@yichuang/matters';

export function schema(): void {
  process.stdout.write(`${JSON.stringify(formJsonSchema(), null, 2)}\n`);
}
