import { text } from '@yichuang/kernel';
import { parsed, type Fault, type Parsed } from './parsed.js';
import { digit, letterOrDigit, places, shapeFaults, upper, type Shape } from './shape.js';
import { parseUscc } from './uscc.js';

export interface LicenceIdentifierParts {
  /** Credit code of who defines the type, and three digits of the item. */
  readonly type: string;
  /** Credit code of who issued it. */
  readonly issuer: string;
  readonly serial: string;
  readonly version: string;
  readonly check: string;
}

const PREFIX = '1.2.156.3005.2.';

/**
 * 电子证照标识, GB/T 36904-2018 [L]: `1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>`. The structure and the
 * credit codes in it are judged; the check character (GB/T 17710) is read and not judged until its preimage is verified.
 */
export function parseLicenceIdentifier(written: string): Parsed<LicenceIdentifierParts> {
  const code = upper(written);
  const fields = code.slice(PREFIX.length).split('.');
  if (!code.startsWith(PREFIX) || fields.length !== 5) return { ok: false, faults: [wrongStructure(code)] };
  const [type = '', issuer = '', serial = '', version = '', check = ''] = fields;
  const starts = fields.map(
    (_, index) => PREFIX.length + fields.slice(0, index).join('.').length + (index > 0 ? 1 : 0),
  );
  const faults = [
    ...shapeFaults(type.slice(18), [places(3, digit)]).map(moved((starts[0] ?? 0) + 18)),
    ...usccFaults(type.slice(0, 18)).map(moved(starts[0])),
    ...usccFaults(issuer).map(moved(starts[1])),
    ...shapeFaults(serial, anyLength).map(moved(starts[2])),
    ...shapeFaults(version, anyLength).map(moved(starts[3])),
    ...shapeFaults(check, [places(1, letterOrDigit)]).map(moved(starts[4])),
  ];
  return parsed(code, faults, () => ({ type, issuer, serial, version, check }));
}

const anyLength: readonly Shape[] = Array.from({ length: 64 }, (_, index) => places(index + 1, letterOrDigit));

function usccFaults(code: string): readonly Fault[] {
  const uscc = parseUscc(code);
  return uscc.ok ? [] : uscc.faults;
}

/** Places within a field become places within the identifier; a sentence that counts would count wrong, so it names the field's place. */
const moved =
  (by = 0) =>
  (fault: Fault): Fault => ({
    ...fault,
    index: fault.index + by,
    text: text(
      `自第 ${String(by + 1)} 位起的字段：${fault.text['zh-CN']}`,
      `in the field that begins at character ${String(by + 1)}: ${fault.text.en}`,
    ),
  });

const wrongStructure = (code: string): Fault => ({
  code: 'STRUCTURE',
  index: 0,
  length: code.length,
  expected: `${PREFIX}<type>.<issuer>.<serial>.<version>.<check>`,
  text: text(
    `应写作 ${PREFIX}类型.颁发机构.流水号.版本.校验码`,
    `it is written ${PREFIX}<type>.<issuer>.<serial>.<version>.<check>`,
  ),
});
